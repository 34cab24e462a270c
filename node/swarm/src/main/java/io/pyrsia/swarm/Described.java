package io.pyrsia.swarm;

import io.pyrsia.storage.blob.Descriptor;
import java.util.List;

/// What peers say of a blob that they have.
///
/// @param holders who says so
public record Described(Descriptor blob, List<Candidate> holders) {}
