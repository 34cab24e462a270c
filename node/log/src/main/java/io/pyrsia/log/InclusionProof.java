package io.pyrsia.log;

import java.util.List;

/// The audit path (RFC 6962, section 2.1.1) from one entry to the root of a tree.
public record InclusionProof(long index, long size, List<Hash> path) {

    public InclusionProof {
        path = List.copyOf(path);
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a tree of " + size + " has no entry " + index);
        }
    }

    /// Whether the tree with this root has the entry of this leaf hash at this index.
    public boolean proves(Hash leaf, Hash root) {
        Hasher hasher = new Hasher();
        byte[] hash = leaf.bytes().toArrayUnsafe();
        long node = index;
        long last = size - 1;
        for (Hash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hasher.climb(hash, sibling, true);
                int climbed = Long.numberOfTrailingZeros(node);
                node >>>= climbed;
                last >>>= climbed;
            } else {
                hasher.climb(hash, sibling, false);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && Hash.read(hash, 0).equals(root);
    }
}
