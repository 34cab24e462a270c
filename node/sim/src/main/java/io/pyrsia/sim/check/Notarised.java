package io.pyrsia.sim.check;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Kind;
import io.pyrsia.consensus.Rescue;
import io.pyrsia.consensus.Vote;
import io.pyrsia.sim.node.Observer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.apache.tuweni.bytes.Bytes32;

/// Every final block was notarised by itself: with all liars of its set, the honest NOTAR votes for it are a quorum.
///
/// But for a rescue, which is final by its acceptance: [Validity] knows which ones were accepted.
public final class Notarised implements Observer {

    private final LongFunction<Set<AuthoritySet>> sets;
    private final Set<NodeId> liars;
    private final Map<Bytes32, Set<Integer>> votes = new TreeMap<>();

    public Notarised(LongFunction<Set<AuthoritySet>> sets, Set<NodeId> liars) {
        this.sets = sets;
        this.liars = liars;
    }

    @Override
    public void sends(int node, Vote vote) {
        if (vote.statement().kind() == Kind.NOTAR) {
            votes.computeIfAbsent(vote.statement().digest(), ignored -> new TreeSet<>())
                    .add(node);
        }
    }

    @Override
    public void commits(int node, Block block, AppliedBlock applied) {
        if (Rescue.is(block)) {
            return;
        }
        int honest = votes.getOrDefault(block.digest(), Set.of()).size();
        for (AuthoritySet set : sets.apply(block.header().epoch())) {
            long lying = set.members().stream().filter(liars::contains).count();
            if (honest + lying >= set.quorum()) {
                return;
            }
        }
        throw new Violation(
                "notarised", "n" + node + " holds " + block + ", and only " + honest + " honest nodes voted for it");
    }
}
