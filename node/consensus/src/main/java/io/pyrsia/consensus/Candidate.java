package io.pyrsia.consensus;

/// A block that may become final, and what this node thinks of it; owned by its [Round].
final class Candidate {

    /// UNKNOWN becomes VALID or INVALID once its parent is judged and its claims can be compared; then it stays.
    enum Verdict {
        UNKNOWN,
        VALID,
        INVALID
    }

    final Block block;
    Verdict verdict = Verdict.UNKNOWN;

    /// Whether it was handed to the store.
    boolean stored;

    /// Whether this node has voted NOTAR for it since it started.
    boolean notarised;

    Candidate(Block block) {
        this.block = block;
    }

    boolean isValid() {
        return verdict == Verdict.VALID;
    }
}
