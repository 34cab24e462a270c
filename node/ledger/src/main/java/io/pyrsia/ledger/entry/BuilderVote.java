package io.pyrsia.ledger.entry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.transaction.Sameness;

/// What one builder made, how much it is the same as what was published, and the digest of its signed provenance.
public record BuilderVote(NodeId node, boolean isTrusted, Sameness sameness, Digest sha256, Digest attestation) {}
