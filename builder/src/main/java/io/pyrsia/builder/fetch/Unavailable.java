package io.pyrsia.builder.fetch;

import java.io.IOException;

/// A registry does not give what was asked for; the message says what and why.
public final class Unavailable extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean absent;

    private Unavailable(String message, boolean absent) {
        super(message);
        this.absent = absent;
    }

    static Unavailable absent(String message) {
        return new Unavailable(message, true);
    }

    static Unavailable failed(String message) {
        return new Unavailable(message, false);
    }

    /// The registry answered, and it has no such thing.
    public boolean isAbsent() {
        return absent;
    }
}
