package io.pyrsia.sim;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AuthoritySet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Who can still be relied on: every set that is or may come into force keeps a quorum of good nodes.
final class Roster {

    private final List<AuthoritySet> sets = new ArrayList<>();
    private final Set<NodeId> bad;

    Roster(AuthoritySet first, Set<NodeId> liars) {
        sets.add(first);
        bad = new TreeSet<>(liars);
    }

    /// Whether a set may come into force; if so it is remembered.
    boolean admits(AuthoritySet set) {
        if (!bears(set, bad)) {
            return false;
        }
        sets.add(set);
        return true;
    }

    /// Whether a node may be lost for good; if so it is given up.
    boolean givesUp(NodeId node) {
        Set<NodeId> more = new TreeSet<>(bad);
        more.add(node);
        if (!sets.stream().allMatch(set -> bears(set, more))) {
            return false;
        }
        bad.add(node);
        return true;
    }

    boolean isGood(NodeId node) {
        return !bad.contains(node);
    }

    int badOnes() {
        return bad.size();
    }

    private static boolean bears(AuthoritySet set, Set<NodeId> bad) {
        return set.members().stream().filter(bad::contains).count() <= set.faults();
    }
}
