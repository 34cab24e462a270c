package io.pyrsia.log;

import java.util.ArrayList;
import java.util.List;

/// The entries from `from` to before `to`, as the proofs of RFC 6962 split a tree.
record Range(long from, long to) {

    /// A full subtree: number `index` of those with 2^level entries.
    record Node(int level, long index) implements Comparable<Node> {
        @Override
        public int compareTo(Node other) {
            int byLevel = Integer.compare(level, other.level);
            return byLevel != 0 ? byLevel : Long.compare(index, other.index);
        }
    }

    /// What the audit path of an entry consists of, from the leaf's neighbour upwards (section 2.1.1).
    static List<Range> inclusion(long entry, long size) {
        if (entry < 0 || entry >= size) {
            throw new IllegalArgumentException("a tree of " + size + " has no entry " + entry);
        }
        List<Range> path = new ArrayList<>();
        Range rest = new Range(0, size);
        while (rest.length() > 1) {
            long middle = rest.middle();
            path.add(entry < middle ? rest.right(middle) : rest.left(middle));
            rest = entry < middle ? rest.left(middle) : rest.right(middle);
        }
        return path.reversed();
    }

    /// What the proof consists of that a tree of `size` entries goes on from its first `before` (section 2.1.2).
    static List<Range> consistency(long before, long size) {
        if (before < 1 || before > size) {
            throw new IllegalArgumentException("a tree of " + size + " cannot begin with " + before);
        }
        List<Range> path = new ArrayList<>();
        Range rest = new Range(0, size);
        while (rest.to != before) {
            long middle = rest.middle();
            path.add(before <= middle ? rest.right(middle) : rest.left(middle));
            rest = before <= middle ? rest.left(middle) : rest.right(middle);
        }
        if (rest.from != 0) {
            path.add(rest);
        }
        return path.reversed();
    }

    /// The full subtrees it consists of, from left to right.
    List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        long at = from;
        while (at < to) {
            int level = 63 - Long.numberOfLeadingZeros(to - at);
            nodes.add(new Node(level, at >>> level));
            at += 1L << level;
        }
        return nodes;
    }

    private long length() {
        return to - from;
    }

    /// Where a tree of this length splits: after the largest power of two that is smaller.
    private long middle() {
        return from + Long.highestOneBit(length() - 1);
    }

    private Range left(long middle) {
        return new Range(from, middle);
    }

    private Range right(long middle) {
        return new Range(middle, to);
    }
}
