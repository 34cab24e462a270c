package io.pyrsia.cli.frame;

/// How a command ends, as its exit code.
public enum Exit {
    DONE(0, "done"),
    FAILED(1, "refused or failed"),
    USAGE(2, "the words were not understood"),
    NOT_FOUND(3, "there is no such thing"),
    UNREACHABLE(4, "no node answers"),
    NOT_VERIFIED(5, "not what the log says, or not proven"),
    NOT_ALLOWED(6, "the node's token is missing or wrong"),
    NOT_NOW(7, "the node cannot do it now: try again");

    private final int code;
    private final String meaning;

    Exit(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
