package io.pyrsia.cli.frame;

/// Why a command did not do what it was asked to, in a sentence for people, and the exit code that says so.
public final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Exit exit;
    private final String hint;

    public Failure(Exit exit, String sentence) {
        this(exit, sentence, "");
    }

    /// @param hint what to do about it, or nothing
    public Failure(Exit exit, String sentence, String hint) {
        super(sentence, null, false, false);
        this.exit = exit;
        this.hint = hint;
    }

    public Exit exit() {
        return exit;
    }

    public String hint() {
        return hint;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
