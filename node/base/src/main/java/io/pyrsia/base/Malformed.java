package io.pyrsia.base;

/// Input that is not what it should be, with the reason in one sentence.
///
/// Checked, so that nobody forgets it, and without a stack trace, so that junk from outside costs nothing.
public final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    public Malformed(String reason) {
        super(reason, null, false, false);
    }

    /// The sentence that says what is wrong.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
