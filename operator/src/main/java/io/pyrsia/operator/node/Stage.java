package io.pyrsia.operator.node;

/// How far a node has come, with a reason in one word and one in a sentence.
public sealed interface Stage {

    String reason();

    String message();

    /// It goes on by itself.
    record Waiting(String reason, String message) implements Stage {}

    /// It does not go on before somebody does what the message says.
    record Stuck(String reason, String message) implements Stage {}

    /// It is as it should be.
    record Up(String reason, String message) implements Stage {

        /// A node that serves and has caught up.
        public Up(String message) {
            this("CaughtUp", message);
        }
    }
}
