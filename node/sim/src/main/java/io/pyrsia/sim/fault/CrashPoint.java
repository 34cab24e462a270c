package io.pyrsia.sim.fault;

/// Where in a step a machine dies.
public enum CrashPoint {
    /// At once, between two steps; a write under way is lost or torn.
    NOW,
    /// When it is about to write next: the step was taken, nothing of it is on disk, nothing left.
    BEFORE_WRITE,
    /// In the middle of its next write, which is lost or complete: a batch is one checksummed record.
    DURING_WRITE,
    /// When its next write is on disk and nothing of the step has left.
    AFTER_WRITE,
    /// When some of the next step's messages have left and others have not.
    DURING_SEND
}
