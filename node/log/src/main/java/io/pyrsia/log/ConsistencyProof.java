package io.pyrsia.log;

import java.util.List;

/// The proof (RFC 6962, section 2.1.2) that a tree of `size` entries begins with the `before` entries of an
/// earlier one.
public record ConsistencyProof(long before, long size, List<Hash> path) {

    /// The longest proof that any two trees can have, and that the witness protocol allows.
    public static final int MAX_HASHES = 63;

    public ConsistencyProof {
        path = List.copyOf(path);
        if (before < 0 || before > size) {
            throw new IllegalArgumentException("a tree of " + size + " cannot begin with " + before);
        }
    }

    /// Whether the tree with root `now` goes on from the one with root `earlier`.
    public boolean proves(Hash earlier, Hash now) {
        if (before == 0) {
            return path.isEmpty() && earlier.equals(Hash.EMPTY_TREE) && (size > 0 || now.equals(Hash.EMPTY_TREE));
        }
        if (before == size) {
            return path.isEmpty() && earlier.equals(now);
        }
        return climbs(earlier, now);
    }

    private boolean climbs(Hash earlier, Hash now) {
        int full = Long.numberOfTrailingZeros(before);
        long node = (before - 1) >>> full;
        long last = (size - 1) >>> full;
        // A full subtree is its own beginning, and so not part of the proof.
        boolean startsAtRoot = node == 0;
        if (path.isEmpty()) {
            return false;
        }
        Hasher hasher = new Hasher();
        Hash left = startsAtRoot ? earlier : path.getFirst();
        Hash right = left;
        for (Hash sibling : startsAtRoot ? path : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                left = hasher.node(sibling, left);
                right = hasher.node(sibling, right);
                int climbed = Long.numberOfTrailingZeros(node);
                node >>>= climbed;
                last >>>= climbed;
            } else {
                right = hasher.node(right, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && left.equals(earlier) && right.equals(now);
    }
}
