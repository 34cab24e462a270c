package io.pyrsia.ledger;

/// What became of one transaction of a block.
public sealed interface Outcome {

    /// It took effect.
    record Accepted() implements Outcome {}

    /// It changed nothing.
    record Rejected(Reason reason) implements Outcome {}

    static Outcome accepted() {
        return new Accepted();
    }

    default boolean isAccepted() {
        return switch (this) {
            case Accepted ignored -> true;
            case Rejected ignored -> false;
        };
    }
}
