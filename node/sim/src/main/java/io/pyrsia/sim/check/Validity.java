package io.pyrsia.sim.check;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Domain;
import io.pyrsia.consensus.SignatureChecker;
import io.pyrsia.sim.node.Observer;
import io.pyrsia.sim.node.Transaction;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;

/// What becomes final was proposed by the leader of its view under the set in force, holds only what clients asked for,
/// and carries nothing behind a seal.
public final class Validity implements Observer {

    private final NetworkId network;
    private final SignatureChecker checker;
    private final boolean isRequired;
    private final Set<Long> asked = new HashSet<>();
    private final Set<Bytes32> rescues = new HashSet<>();
    private final Map<Long, Set<AuthoritySet>> sets = new TreeMap<>();
    private final Map<Long, Long> sealHeights = new TreeMap<>();

    public Validity(NetworkId network, AuthoritySet first, SignatureChecker checker, boolean isRequired) {
        this.isRequired = isRequired;
        this.network = network;
        this.checker = checker;
        begins(0, first);
    }

    /// The sets of an epoch: one, or several where liars have forked the chain.
    public Set<AuthoritySet> sets(long epoch) {
        return sets.getOrDefault(epoch, Set.of());
    }

    /// The newest epoch that somebody is in.
    public long newestEpoch() {
        return sets.size() - 1L;
    }

    private void begins(long epoch, AuthoritySet set) {
        sets.computeIfAbsent(epoch, ignored -> new LinkedHashSet<>()).add(set);
    }

    /// A client asked for it.
    public void asked(long number) {
        asked.add(number);
    }

    /// People let an epoch end with this block, which no leader signs.
    public void accepted(Block rescue) {
        rescues.add(rescue.digest());
    }

    @Override
    public void commits(int node, Block block, AppliedBlock applied) {
        long epoch = block.header().epoch();
        if (isRequired) {
            requireOrigin(node, block, sets(epoch));
            Long sealed = sealHeights.get(epoch);
            if (sealed != null
                    && block.height() > sealed
                    && !block.transactions().isEmpty()) {
                throw new Violation("validity", "n" + node + " holds " + block + " with transactions behind a seal");
            }
        }
        block.transactions().forEach(transaction -> requireAsked(node, transaction));
        if (block.seal() != null) {
            begins(epoch + 1, block.seal().next());
            sealHeights.putIfAbsent(epoch, block.height());
        }
    }

    private void requireOrigin(int node, Block block, Set<AuthoritySet> possible) {
        if (rescues.contains(block.digest())) {
            return;
        }
        for (AuthoritySet set : possible) {
            if (block.proposal().signer() == set.leader(block.view())
                    && checker.all(List.of(new Domain(network, set).check(block.proposal())))) {
                return;
            }
        }
        throw new Violation("validity", "n" + node + " holds " + block + " that no leader in force signed");
    }

    private void requireAsked(int node, Bytes encoded) {
        try {
            long number = Transaction.decode(encoded).number();
            if (!asked.contains(number)) {
                throw new Violation("validity", "n" + node + " executed " + number + ", which no client asked for");
            }
        } catch (Malformed e) {
            // A liar's junk, which the application rejects: it changes nothing.
        }
    }
}
