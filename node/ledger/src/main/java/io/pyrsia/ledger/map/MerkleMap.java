package io.pyrsia.ledger.map;

import io.pyrsia.ledger.codec.Codec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// An immutable sorted map from keys of one length to values: a binary trie over the bits in which its keys differ.
///
/// Its shape follows from its keys alone, whatever the order in which they came, so equal content has an equal root.
/// A change copies one path and leaves the other map as it was; the hash of a node is computed when it is first asked
/// for and kept, so the root after a block costs the changed paths only. A path has at most as many nodes as a key
/// has bits.
public final class MerkleMap<V> implements Iterable<MerkleMap.Item<V>> {

    /// A key and its value.
    public record Item<V>(Bytes key, V value) {}

    private static final Bytes EMPTY_ROOT = Bytes.wrap(new byte[32]);

    private final int keyBytes;
    private final Codec<V> codec;
    private final @Nullable Trie<V> trie;

    private MerkleMap(int keyBytes, Codec<V> codec, @Nullable Trie<V> trie) {
        this.keyBytes = keyBytes;
        this.codec = codec;
        this.trie = trie;
    }

    public static <V> MerkleMap<V> empty(int keyBytes, Codec<V> codec) {
        return new MerkleMap<>(keyBytes, codec, null);
    }

    public int size() {
        return trie == null ? 0 : trie.size();
    }

    public @Nullable V get(Bytes key) {
        if (trie == null) {
            return null;
        }
        byte[] wanted = checked(key);
        Trie.Leaf<V> nearest = trie.nearest(wanted);
        return Trie.firstDifference(nearest.key(), wanted) < 0 ? nearest.value() : null;
    }

    public MerkleMap<V> put(Bytes key, V value) {
        byte[] wanted = checked(key);
        Trie.Leaf<V> leaf = new Trie.Leaf<>(wanted, value);
        if (trie == null) {
            return new MerkleMap<>(keyBytes, codec, leaf);
        }
        int difference = Trie.firstDifference(trie.nearest(wanted).key(), wanted);
        return new MerkleMap<>(keyBytes, codec, difference < 0 ? trie.replace(leaf) : trie.insert(leaf, difference));
    }

    /// Without the key; the same map when it is not there.
    public MerkleMap<V> remove(Bytes key) {
        return trie == null || get(key) == null ? this : new MerkleMap<>(keyBytes, codec, trie.without(checked(key)));
    }

    /// What changed since an earlier map of the same history: each key whose value is not the same, with the value
    /// here, or null where it is gone. It costs the paths that changed.
    public void since(MerkleMap<V> before, BiConsumer<Bytes, @Nullable V> changes) {
        new Difference<>(changes).between(before.trie, trie);
    }

    /// The item with `index` smaller keys.
    public Item<V> at(int index) {
        if (trie == null || index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException(index);
        }
        return trie.at(index).item();
    }

    /// How many keys are smaller than `key`.
    public int rank(Bytes key) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle).key().compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// A hash that two maps share only if they hold the same.
    public Bytes root() {
        return trie == null ? EMPTY_ROOT : Bytes.wrap(trie.hash(codec));
    }

    /// All items, by ascending key.
    @Override
    public Iterator<Item<V>> iterator() {
        Deque<Trie<V>> rest = new ArrayDeque<>();
        if (trie != null) {
            rest.push(trie);
        }
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !rest.isEmpty();
            }

            @Override
            public Item<V> next() {
                if (rest.isEmpty()) {
                    throw new NoSuchElementException();
                }
                while (true) {
                    switch (rest.pop()) {
                        case Trie.Leaf<V> leaf -> {
                            return leaf.item();
                        }
                        case Trie.Branch<V> branch -> {
                            rest.push(branch.right());
                            rest.push(branch.left());
                        }
                    }
                }
            }
        };
    }

    private byte[] checked(Bytes key) {
        if (key.size() != keyBytes) {
            throw new IllegalArgumentException("a key of " + key.size() + " bytes where all have " + keyBytes);
        }
        return key.toArrayUnsafe();
    }
}
