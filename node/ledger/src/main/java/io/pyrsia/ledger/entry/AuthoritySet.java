package io.pyrsia.ledger.entry;

import io.pyrsia.base.NodeId;
import java.util.List;

/// All authorities of an epoch, sorted. Every change starts the next epoch.
public record AuthoritySet(long epoch, List<NodeId> nodes) {

    public AuthoritySet {
        nodes = nodes.stream().sorted().toList();
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a network without authorities");
        }
    }

    /// How many of them decide: ⌊2n/3⌋+1.
    public int quorum() {
        return quorum(nodes.size());
    }

    public static int quorum(int authorities) {
        return 2 * authorities / 3 + 1;
    }

    /// How many of them include at least one honest: as many as may be faulty, and one.
    public static int oneHonest(int authorities) {
        return (authorities - 1) / 3 + 1;
    }
}
