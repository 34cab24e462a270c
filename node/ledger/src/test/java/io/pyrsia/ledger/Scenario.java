package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.transaction.Transaction;
import java.util.List;
import java.util.stream.Stream;

/// A world and a transaction that its next block rejects, after others in the same block if need be.
record Scenario(World world, Checked rejected, List<Checked> first) {

    Scenario(World world, Checked rejected) {
        this(world, rejected, List.of());
    }

    static Scenario of(World world, NodeId author, Transaction transaction) {
        return new Scenario(world, world.next(author, transaction));
    }

    Checked[] withRejected() {
        return Stream.concat(first.stream(), Stream.of(rejected)).toArray(Checked[]::new);
    }

    Checked[] withoutRejected() {
        return first.toArray(Checked[]::new);
    }
}
