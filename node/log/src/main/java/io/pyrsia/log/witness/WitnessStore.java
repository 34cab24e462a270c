package io.pyrsia.log.witness;

import io.pyrsia.log.note.SignedCheckpoint;
import java.util.Optional;

/// The seam to what a witness remembers: per origin the newest checkpoint it cosigned.
public interface WitnessStore {

    Optional<SignedCheckpoint> latest(String origin);

    /// Replaces `before` by `after`, durably and only if `before` is still the newest; says whether it was.
    boolean replace(String origin, Optional<SignedCheckpoint> before, SignedCheckpoint after);
}
