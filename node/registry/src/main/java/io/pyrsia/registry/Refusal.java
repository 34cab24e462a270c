package io.pyrsia.registry;

/// Why a client does not get what it asked for, in one sentence that it can print.
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    /// The kinds that clients treat differently. If several upstreams refuse, the last of these is what is told.
    public enum Why {
        /// Nobody has it, as far as can be known.
        NOT_FOUND,
        /// An allow- or deny-list, or a missing right.
        DENIED,
        /// It is not here, and no upstream answers.
        UNREACHABLE,
        /// Come again later.
        BUSY,
        /// Larger than such a thing can be.
        TOO_LARGE,
        /// An upstream gave other bytes than it should.
        WRONG_BYTES,
        /// The log does not vouch for it as the policy requires.
        NOT_TRUSTED
    }

    private final Why why;

    public Refusal(Why why, String sentence) {
        super(sentence, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
