package io.pyrsia.operator.seat;

import java.util.Optional;

/// What is to be done next for a seat.
sealed interface Next {

    /// Start a build.
    record Start() implements Next {}

    /// Give a build that was started what it needs, which may have been done already.
    record Equip() implements Next {}

    record Wait() implements Next {}

    /// Bring the node what the pod has.
    record Bring(String address) implements Next {}

    /// Have the node tell the network that there is no result.
    record Refuse(String reason) implements Next {}

    /// What follows from what is seen.
    ///
    /// @param run what builds for the seat, of which the node has no answer yet
    static Next of(Optional<Run> run) {
        if (run.isEmpty()) {
            return new Start();
        }
        return switch (run.get()) {
            case Run.Working(boolean hasBegun) -> hasBegun ? new Wait() : new Equip();
            case Run.Giving(String address) -> new Bring(address);
            case Run.Cancelled() -> new Refuse("the build was cancelled by who runs the builder");
            case Run.Failed(String reason) -> new Refuse("the builder's pod failed: " + reason);
            case Run.Taken() -> new Refuse("the builder lost what it had built");
        };
    }
}
