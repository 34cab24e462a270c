package io.pyrsia.server.main;

/// Why a node does not start, in one sentence that says what to do, and as an exit code.
final class CannotStart extends Exception {

    private static final long serialVersionUID = 1L;

    /// Exit codes of `pyrsia node`; 0 is a stop that was asked for.
    enum Exit {
        FAILED(1),
        /// The configuration is wrong.
        CONFIGURATION(2),
        /// The data folder is another one's, from a newer program, or damaged.
        DATA(3),
        /// Another process has the folder, the key or the port.
        IN_USE(4),
        /// The disk is full or cannot be written.
        DISK(5),
        /// The clock is wrong.
        CLOCK(6);

        private final int code;

        Exit(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    private final Exit exit;

    CannotStart(Exit exit, String sentence) {
        super(sentence, null, false, false);
        this.exit = exit;
    }

    Exit exit() {
        return exit;
    }
}
