package io.pyrsia.log.follow;

/// Why a light client does not follow.
public enum Refusal {
    /// Something that a log has to serve is missing.
    MISSING,
    /// It is not in the form it should have.
    MALFORMED,
    /// It is the checkpoint of another log.
    OTHER_LOG,
    /// It is not signed by enough of the authorities (or witnesses) that are known to be in force.
    WRONG_SET,
    /// People replaced the authorities, because too many were lost, by a document that was not accepted here.
    RECOVERY,
    /// It is older than what was seen.
    ROLLBACK,
    /// It is signed well and contradicts what was seen: both checkpoints together are evidence against their signers.
    FORK,
    /// The tiles are not those of the checkpoint they were served with.
    WRONG_TILES,
    /// More changes of authorities than one round follows; the next round goes on from here.
    TOO_FAR,
}
