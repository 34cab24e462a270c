package io.pyrsia.sim;

import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.sim.check.Validity;
import io.pyrsia.sim.kernel.Concern;
import io.pyrsia.sim.kernel.RandomStreams;
import io.pyrsia.sim.node.SimulatedNode;
import io.pyrsia.sim.node.Transaction;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Those who ask for things: each transaction has a number, and goes to one node or to a few.
final class Clients {

    private final Validity validity;
    private final SplittableRandom random;
    private long lastNumber;

    Clients(RandomStreams streams, Validity validity) {
        this.validity = validity;
        this.random = streams.stream(Concern.CLIENTS);
    }

    SplittableRandom random() {
        return random;
    }

    /// Hands a new transaction to all of these nodes, as gossip does in a network that is well, and says its number.
    long submitToAll(List<SimulatedNode> nodes) {
        long number = ++lastNumber;
        validity.asked(number);
        Bytes encoded = new Transaction(number, null).encode();
        nodes.forEach(node -> node.submit(encoded));
        return number;
    }

    /// Hands a new transaction to some of these nodes, and says its number.
    long submit(List<SimulatedNode> nodes, @Nullable AuthoritySet next) {
        long number = ++lastNumber;
        validity.asked(number);
        Bytes encoded = new Transaction(number, next).encode();
        int receivers = 1 + random.nextInt(nodes.size());
        for (int i = 0; i < receivers; i++) {
            nodes.get(random.nextInt(nodes.size())).submit(encoded);
        }
        return number;
    }
}
