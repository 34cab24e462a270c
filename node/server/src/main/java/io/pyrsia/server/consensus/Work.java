package io.pyrsia.server.consensus;

import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Input;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.tuweni.bytes.Bytes;

/// What the replica's thread does next.
sealed interface Work {

    /// Steps consensus.
    record Step(Input input) implements Work {}

    /// Writes what the application did, then steps consensus.
    record Executed(List<Entry> entries, Input input) implements Work {}

    /// The pool has transactions.
    record PoolFilled() implements Work {}

    /// Passes transactions on to the authorities.
    record Gossip(Bytes frame) implements Work {}

    /// Says where the replica stands.
    record Inspect(CompletableFuture<ReplicaStatus> answer) implements Work {}

    /// Ends the thread; something other than its owner's wish if there is a reason.
    record Stop(String reason) implements Work {}
}
