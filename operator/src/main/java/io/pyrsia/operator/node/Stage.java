package io.pyrsia.operator.node;

/// How far a node has come, with a reason in one word and one in a sentence.
public sealed interface Stage {

    String reason();

    String message();

    /// It goes on by itself.
    record Waiting(String reason, String message) implements Stage {}

    /// It does not go on before somebody does what the message says.
    record Stuck(String reason, String message) implements Stage {}

    /// It serves and has caught up.
    record Up(String message) implements Stage {

        @Override
        public String reason() {
            return "CaughtUp";
        }
    }
}
