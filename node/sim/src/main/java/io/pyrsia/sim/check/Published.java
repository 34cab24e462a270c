package io.pyrsia.sim.check;

import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Entry;
import io.pyrsia.sim.node.Observer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/// How high what anybody outside may have seen reaches: authorities vouch for a block when they have it durable with
/// what executing it gave, and a quorum of them is believed.
///
/// Whoever is no authority is counted too, so that it is rather too high.
public final class Published implements Observer {

    private final LongFunction<Set<AuthoritySet>> sets;
    private final Map<Long, Set<Integer>> holders = new TreeMap<>();
    private long height;

    public Published(LongFunction<Set<AuthoritySet>> sets) {
        this.sets = sets;
    }

    public long height() {
        return height;
    }

    @Override
    public void persisted(int node, List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry instanceof Entry.Committed committed) {
                holds(
                        node,
                        committed.block().header().epoch(),
                        committed.block().height());
            }
        }
    }

    private void holds(int node, long epoch, long at) {
        Set<Integer> nodes = holders.computeIfAbsent(at, ignored -> new TreeSet<>());
        nodes.add(node);
        for (AuthoritySet set : sets.apply(epoch)) {
            if (nodes.size() >= set.quorum()) {
                height = Math.max(height, at);
            }
        }
    }
}
