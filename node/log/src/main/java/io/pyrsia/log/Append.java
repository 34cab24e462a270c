package io.pyrsia.log;

import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// One batch on its way up the tree, level by level: each new node is hashed once, each tile written once, and
/// nothing read.
final class Append {

    /// The largest batch, so that its hashes fit one array.
    static final int MAX_LEAVES = 1 << 24;

    private final Edge before;
    private final long size;
    private final Hasher hasher = new Hasher();
    private final List<Appended.Piece> pieces = new ArrayList<>();
    private final List<Hash> edge = new ArrayList<>();

    private Append(Edge before, int leaves) {
        this.before = before;
        this.size = Math.addExact(before.size(), leaves);
    }

    static Appended run(Edge before, List<Hash> leaves) {
        if (leaves.size() > MAX_LEAVES) {
            throw new IllegalArgumentException(leaves.size() + " leaves in one batch, the limit is " + MAX_LEAVES);
        }
        return new Append(before, leaves.size()).run(concatenate(leaves));
    }

    private Appended run(byte[] leaves) {
        byte[] nodes = leaves;
        for (int level = 0; size >>> level > 0; level++) {
            if (level % Tile.HEIGHT == 0) {
                cut(level / Tile.HEIGHT, before.size() >>> level, nodes);
            }
            if ((size >>> level & 1) == 1) {
                edge.add(nodes.length == 0 ? before.at(level) : Hash.read(nodes, nodes.length - Hash.BYTES));
            }
            nodes = parents(level, nodes);
        }
        return new Appended(new Edge(size, edge.reversed()), pieces);
    }

    /// The new nodes one level up; the old node at the edge is the left half of the first if it had no right one yet.
    private byte[] parents(int level, byte[] nodes) {
        if (nodes.length == 0) {
            return nodes;
        }
        boolean joinsEdge = (before.size() >>> level & 1) == 1;
        byte[] children = nodes;
        if (joinsEdge) {
            children = new byte[Hash.BYTES + nodes.length];
            before.at(level).write(children, 0);
            System.arraycopy(nodes, 0, children, Hash.BYTES, nodes.length);
        }
        byte[] parents = new byte[children.length / (2 * Hash.BYTES) * Hash.BYTES];
        for (int to = 0; to < parents.length; to += Hash.BYTES) {
            hasher.pair(children, 2 * to, parents, to);
        }
        return parents;
    }

    private void cut(int level, long first, byte[] nodes) {
        long next = first;
        for (int from = 0; from < nodes.length; ) {
            int offset = (int) (next % Tile.WIDTH);
            int length = Math.min((Tile.WIDTH - offset) * Hash.BYTES, nodes.length - from);
            pieces.add(new Appended.Piece(level, next / Tile.WIDTH, offset, Bytes.wrap(nodes, from, length)));
            next += length / Hash.BYTES;
            from += length;
        }
    }

    private static byte[] concatenate(List<Hash> leaves) {
        byte[] nodes = new byte[leaves.size() * Hash.BYTES];
        int at = 0;
        for (Hash leaf : leaves) {
            leaf.write(nodes, at);
            at += Hash.BYTES;
        }
        return nodes;
    }
}
