package io.pyrsia.server.consensus;

import io.pyrsia.consensus.Input;
import io.pyrsia.consensus.Snapshot;
import java.util.concurrent.CompletableFuture;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What the replica's thread does next.
sealed interface Work {

    /// Steps consensus.
    record Step(Input input) implements Work {}

    /// The state of a snapshot is here, or could not be had.
    record Install(Snapshot snapshot, @Nullable Bytes state) implements Work {}

    /// The pool has transactions.
    record PoolFilled() implements Work {}

    /// Passes transactions on to the authorities.
    record Gossip(Bytes frame) implements Work {}

    /// Says where the replica stands.
    record Inspect(CompletableFuture<ReplicaStatus> answer) implements Work {}

    /// Ends the thread.
    record Stop() implements Work {}
}
