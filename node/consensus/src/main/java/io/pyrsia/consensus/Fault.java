package io.pyrsia.consensus;

/// Why a message was dropped; each has a counter, and those that an honest peer never causes cost it its score.
public enum Fault {
    /// Not a message, or one whose parts contradict each other.
    MALFORMED(true),
    /// A signature that its signer did not make.
    BAD_SIGNATURE(true),
    /// Of another epoch than the current one: a straggler, or a peer that is ahead.
    WRONG_EPOCH(false),
    /// A vote too far ahead (rule 10).
    FAR_FUTURE(false),
    /// At or below the final view.
    STALE(false),
    /// Already held, or a vote for what is certified.
    DUPLICATE(false),
    /// Asked for more than its share.
    OVER_LIMIT(false),
    /// An answer to nothing that was asked, or that was asked before a restart.
    UNWANTED(false);

    private final boolean costly;

    Fault(boolean costly) {
        this.costly = costly;
    }

    public boolean isCostly() {
        return costly;
    }
}
