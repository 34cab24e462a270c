package io.pyrsia.sim.check;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Kind;
import io.pyrsia.consensus.Rescue;
import io.pyrsia.consensus.Seal;
import io.pyrsia.consensus.Vote;
import io.pyrsia.sim.node.Observer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// No set takes over before a quorum of it, counting all its liars as ready, has said that it is; a rescue asks nobody.
public final class Readiness implements Observer {

    private record Decision(long epoch, long height) {}

    private final Set<NodeId> liars;
    private final Map<Decision, Set<Integer>> ready = new HashMap<>();

    public Readiness(Set<NodeId> liars) {
        this.liars = liars;
    }

    @Override
    public void sends(int node, Vote vote) {
        if (vote.statement().kind() == Kind.READY) {
            Decision decision =
                    new Decision(vote.statement().epoch(), vote.statement().view());
            ready.computeIfAbsent(decision, ignored -> new TreeSet<>()).add(node);
        }
    }

    @Override
    public void commits(int node, Block block, AppliedBlock applied) {
        Seal seal = block.seal();
        if (seal == null || Rescue.is(block)) {
            return;
        }
        AuthoritySet next = seal.next();
        Decision decision = new Decision(block.header().epoch() + 1, seal.decidedAt());
        int honest = ready.getOrDefault(decision, Set.of()).size();
        long lying = next.members().stream().filter(liars::contains).count();
        if (honest + lying < next.quorum()) {
            throw new Violation(
                    "readiness",
                    "n" + node + " holds " + block + ", and only " + honest + " of " + next.size()
                            + " said that they are ready");
        }
    }
}
