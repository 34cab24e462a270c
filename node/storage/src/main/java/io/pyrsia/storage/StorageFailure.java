package io.pyrsia.storage;

/// A store that cannot do what it was asked to, as one sentence that says what to do about it.
public final class StorageFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// What is wrong with a store.
    public enum Kind {
        /// Its bytes are not those that were written.
        DAMAGED,
        /// Another process has it open.
        IN_USE,
        /// A newer program wrote it.
        TOO_NEW,
        /// The disk has no room left.
        FULL,
        /// The operating system refused.
        IO,
        /// It was closed, or an earlier write failed, so that nothing more may be written.
        STOPPED
    }

    private final Kind kind;

    StorageFailure(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    StorageFailure(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
