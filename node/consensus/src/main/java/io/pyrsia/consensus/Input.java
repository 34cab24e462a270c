package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Everything that can happen to a node, one value at a time.
public sealed interface Input {

    /// The first input after recovery: arms timers, repeats own votes, asks around.
    record Started() implements Input {}

    /// A decoded message; its signatures are unchecked.
    record Received(NodeId from, Message message) implements Input {}

    /// Bytes that are no message.
    record Undecodable(NodeId from) implements Input {}

    /// The answer to [Effect.Check], in any order.
    record Checked(NodeId from, Message message, boolean valid) implements Input {}

    /// A timer that was set.
    record TimerFired(Timer timer) implements Input {}

    /// Whether the transaction pool holds anything; repeated whenever transactions arrive and after each commit.
    record Pending(boolean any) implements Input {}

    /// The answer to [Effect.BuildPayload].
    record Payload(long epoch, long view, List<Bytes> transactions) implements Input {
        public Payload {
            transactions = List.copyOf(transactions);
        }
    }

    /// The answer to [Effect.Commit], in the order of heights.
    record Applied(AppliedBlock block) implements Input {}

    /// The answer to [Effect.Install]: `null` when the transfer or the check of the state failed.
    record Installed(@Nullable Snapshot snapshot) implements Input {}
}
