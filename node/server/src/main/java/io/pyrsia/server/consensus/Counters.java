package io.pyrsia.server.consensus;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Fault;
import io.pyrsia.consensus.State;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// What a replica counts while it runs; owned by its thread, which hands out copies.
final class Counters {

    /// Blocks whose time to finality is being measured.
    private static final int MAX_OPEN_BLOCKS = 256;
    /// Views within which an authority must have been heard so that its vote does not count as missing.
    private static final int SLACK_VIEWS = 2;

    long steps;
    long messagesSent;
    long framesLost;
    long bytesSent;
    long writes;
    long blocks;
    long transactions;
    final Map<NodeId, Long> votesSeen = new TreeMap<>();
    final Map<NodeId, Long> votesMissing = new TreeMap<>();
    final Latencies timeToFinal = new Latencies();
    private final Map<Bytes, Long> seenAt = new LinkedHashMap<>();

    void saw(NodeId voter) {
        votesSeen.merge(voter, 1L, Long::sum);
    }

    /// A block was sent or received.
    void proposed(Block block, long nanos) {
        if (seenAt.size() >= MAX_OPEN_BLOCKS) {
            seenAt.remove(seenAt.keySet().iterator().next());
        }
        seenAt.putIfAbsent(block.digest(), nanos);
    }

    void committed(Block block, long nanos) {
        blocks++;
        transactions += block.transactions().size();
        Long seen = seenAt.remove(block.digest());
        if (seen != null) {
            timeToFinal.add(nanos - seen);
        }
    }

    /// Counts the authorities that were not heard around a view that became final.
    void countMissing(State state, NodeId self, long finalView) {
        List<NodeId> members = state.epoch().authorities().members();
        for (int place = 0; place < members.size(); place++) {
            if (!members.get(place).equals(self) && state.lastHeard(place) + SLACK_VIEWS < finalView) {
                votesMissing.merge(members.get(place), 1L, Long::sum);
            }
        }
    }

    ReplicaStatus describe(State state, int poolTransactions, int waitingMessages, Map<Fault, Long> faults) {
        return new ReplicaStatus(
                state.epoch().number(),
                state.currentView(),
                state.finalView(),
                state.finalHeight(),
                state.appliedHeight(),
                poolTransactions,
                waitingMessages,
                steps,
                messagesSent,
                bytesSent,
                framesLost,
                writes,
                blocks,
                transactions,
                new TreeMap<>(votesSeen),
                new TreeMap<>(votesMissing),
                faults,
                Arrays.stream(timeToFinal.counts()).boxed().toList());
    }
}
