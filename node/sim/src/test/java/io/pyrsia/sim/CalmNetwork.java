package io.pyrsia.sim;

import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Config;
import io.pyrsia.consensus.Kind;
import io.pyrsia.consensus.Vote;
import io.pyrsia.sim.kernel.RandomStreams;
import io.pyrsia.sim.kernel.VirtualTime;
import io.pyrsia.sim.net.Latency;
import io.pyrsia.sim.node.Core;
import io.pyrsia.sim.node.FastKeys;
import io.pyrsia.sim.node.Observer;
import io.pyrsia.sim.node.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes32;

/// A network in which nothing goes wrong and there is always something to do: when blocks are proposed and final.
final class CalmNetwork implements Observer {

    /// One final block on one node.
    record Final(int node, Block block, long proposedMicros, long finalMicros) {}

    private static final long TRANSACTIONS = 1_000;

    final List<Final> finals = new ArrayList<>();
    final List<Long> proposals = new ArrayList<>();
    final World world;
    private final Map<Bytes32, Long> proposed = new TreeMap<>();

    CalmNetwork(int authorities, Latency latency, Config config) {
        Scenario scenario = Scenario.calm(authorities, latency, config);
        world = new World(new VirtualTime(), scenario, new RandomStreams(1), new FastKeys(), Core.REAL, this, false);
    }

    void run(long micros) {
        world.start();
        for (long number = 1; number <= TRANSACTIONS; number++) {
            Transaction transaction = new Transaction(number, null);
            world.nodes.forEach(node -> node.submit(transaction.encode()));
        }
        world.time.runUntil(micros);
    }

    @Override
    public void sends(int node, Vote vote) {
        if (vote.statement().kind() == Kind.PROPOSE
                && proposed.putIfAbsent(vote.statement().digest(), world.time.nowMicros()) == null) {
            proposals.add(world.time.nowMicros());
        }
    }

    @Override
    public void commits(int node, Block block, AppliedBlock applied) {
        long at = proposed.getOrDefault(block.digest(), -1L);
        finals.add(new Final(node, block, at, world.time.nowMicros()));
    }
}
