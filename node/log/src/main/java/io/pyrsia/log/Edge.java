package io.pyrsia.log;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// The right edge of a tree: its size and the roots of the full subtrees it consists of, largest first.
///
/// At most 63 hashes, and all that is needed to append and to know the root: state machines carry it in their state.
public record Edge(long size, List<Hash> hashes) {

    public static final Edge EMPTY = new Edge(0, List.of());

    public Edge {
        hashes = List.copyOf(hashes);
        if (size < 0 || hashes.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException(hashes.size() + " hashes are no edge of a tree of " + size);
        }
    }

    public Hash root() {
        if (hashes.isEmpty()) {
            return Hash.EMPTY_TREE;
        }
        Hasher hasher = new Hasher();
        Hash root = hashes.getLast();
        for (int i = hashes.size() - 2; i >= 0; i--) {
            root = hasher.node(hashes.get(i), root);
        }
        return root;
    }

    /// Appends entries whose leaf hashes these are.
    public Appended append(List<Hash> leaves) {
        return Append.run(this, leaves);
    }

    /// Appends entries by their content.
    public Appended appendEntries(List<Bytes> entries) {
        Hasher hasher = new Hasher();
        List<Hash> leaves = new ArrayList<>(entries.size());
        for (Bytes entry : entries) {
            leaves.add(hasher.leaf(entry));
        }
        return append(leaves);
    }

    /// The root of the full subtree of 2^level entries at the edge; only asked for where the size has that bit.
    Hash at(int level) {
        return hashes.get(Long.bitCount(size >>> level) - 1);
    }

    /// The size in eight bytes, then the hashes.
    public Bytes encode() {
        ByteWriter out = new ByteWriter().u64(size);
        hashes.forEach(hash -> out.bytes(hash.bytes()));
        return out.toBytes();
    }

    public static Edge decode(Bytes encoded) throws Malformed {
        ByteReader in = new ByteReader(encoded);
        long size = in.u64();
        List<Hash> hashes = new ArrayList<>();
        for (int i = 0; i < Long.bitCount(size); i++) {
            hashes.add(Hash.of(in.bytes(Hash.BYTES)));
        }
        in.end();
        return new Edge(size, hashes);
    }
}
