package io.pyrsia.sim.check;

import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Evidence;
import io.pyrsia.consensus.Fault;
import io.pyrsia.consensus.SignatureChecker;
import io.pyrsia.sim.node.Observer;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;

/// Honest nodes are never blamed for what only liars do, and never accused; every accusation is provable.
public final class Blame implements Observer {

    private final NetworkId network;
    private final SignatureChecker checker;
    private final LongFunction<Set<AuthoritySet>> sets;
    private final Set<NodeId> liars;
    private final boolean hasOldReaders;
    private final Set<NodeId> accused = new TreeSet<>();

    /// @param sets the sets that an epoch of this number may have; several where liars have forked the chain
    /// @param hasOldReaders whether some nodes cannot read what others write, as in a hasty upgrade
    public Blame(
            NetworkId network,
            SignatureChecker checker,
            LongFunction<Set<AuthoritySet>> sets,
            Set<NodeId> liars,
            boolean hasOldReaders) {
        this.hasOldReaders = hasOldReaders;
        this.network = network;
        this.checker = checker;
        this.sets = sets;
        this.liars = liars;
    }

    /// Who was proved to lie so far.
    public Set<NodeId> accused() {
        return accused;
    }

    @Override
    public void blames(int node, NodeId peer, Fault fault) {
        boolean isUnreadable = fault == Fault.MALFORMED && hasOldReaders;
        if (fault.isCostly() && !isUnreadable && !liars.contains(peer)) {
            throw new Violation("blame", "n" + node + " blames an honest node for " + fault);
        }
    }

    @Override
    public void accuses(int node, Evidence evidence) {
        for (AuthoritySet set : sets.apply(evidence.first().statement().epoch())) {
            if (evidence.proves(network, set, checker)) {
                NodeId culprit = set.member(evidence.first().signer());
                if (!liars.contains(culprit)) {
                    throw new Violation("blame", "n" + node + " accuses an honest node: " + evidence);
                }
                accused.add(culprit);
                return;
            }
        }
        throw new Violation("blame", "n" + node + " accuses somebody and cannot prove it: " + evidence);
    }
}
