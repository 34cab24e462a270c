package io.pyrsia.sim;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Block;
import io.pyrsia.sim.check.Validity;
import io.pyrsia.sim.node.Observer;
import io.pyrsia.sim.node.Transaction;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes;

/// Counts what becomes final: blocks of honest leaders, and the numbers of transactions.
final class Progress implements Observer {

    private final Validity validity;
    private final Set<NodeId> liars;
    private final Set<Long> honestHeights = new TreeSet<>();
    private final Set<Long> numbers = new HashSet<>();

    Progress(Validity validity, Set<NodeId> liars) {
        this.validity = validity;
        this.liars = liars;
    }

    int honestBlocks() {
        return honestHeights.size();
    }

    boolean areFinal(Set<Long> asked) {
        return numbers.containsAll(asked);
    }

    @Override
    public void commits(int node, Block block, AppliedBlock applied) {
        for (AuthoritySet set : validity.sets(block.header().epoch())) {
            int leader = set.leader(block.view());
            if (leader == block.proposal().signer() && !liars.contains(set.member(leader))) {
                honestHeights.add(block.height());
            }
        }
        for (Bytes transaction : block.transactions()) {
            try {
                numbers.add(Transaction.decode(transaction).number());
            } catch (Malformed e) {
                // A liar's junk.
            }
        }
    }
}
