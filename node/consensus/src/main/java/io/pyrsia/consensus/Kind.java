package io.pyrsia.consensus;

import io.pyrsia.base.Malformed;

/// What a vote says; the code is what is signed and stored.
public enum Kind {
    /// The leader's signature on its own block.
    PROPOSE(0),
    /// This block may follow its parent.
    NOTAR(1),
    /// This view may be passed over.
    SKIP(2),
    /// This block is final for me: I have not skipped its view and never will.
    FINAL(3),
    /// A member of the next set holds its key and has caught up (rule 12); the view is the height of the decision.
    READY(4);

    private static final Kind[] ALL = values();

    private final int code;

    Kind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Kind of(int code) throws Malformed {
        for (Kind kind : ALL) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new Malformed("no kind of vote has the code " + code);
    }

    /// Whether a vote of this kind names a block; the others carry a digest of zeros.
    boolean namesBlock() {
        return this == PROPOSE || this == NOTAR || this == FINAL;
    }
}
