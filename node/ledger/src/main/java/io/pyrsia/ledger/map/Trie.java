package io.pyrsia.ledger.map;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.ledger.codec.Codec;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A node of a [MerkleMap]: a leaf with its key, or a branch at the first bit in which the keys below differ.
abstract sealed class Trie<V> {

    private static final byte LEAF = 0;
    private static final byte BRANCH = 1;

    /// Computed once from immutable content; any thread may compute it, all get the same bytes.
    private byte @Nullable [] hash;

    abstract int size();

    /// The first bit in which keys below differ; of a leaf, more than any key has.
    abstract int bit();

    abstract Leaf<V> nearest(byte[] key);

    abstract Leaf<V> at(int index);

    /// With another value for a key that is there.
    abstract Trie<V> replace(Leaf<V> leaf);

    /// With a key that is not there and whose first bit that no key here shares is `difference`.
    abstract Trie<V> insert(Leaf<V> leaf, int difference);

    /// Without a key that is there.
    abstract @Nullable Trie<V> without(byte[] key);

    abstract byte[] computeHash(Codec<V> codec);

    final byte[] hash(Codec<V> codec) {
        byte[] known = hash;
        if (known == null) {
            known = computeHash(codec);
            hash = known;
        }
        return known;
    }

    /// The index of the first bit that differs, or -1.
    static int firstDifference(byte[] one, byte[] other) {
        int at = Arrays.mismatch(one, other);
        return at < 0 ? -1 : at * 8 + Integer.numberOfLeadingZeros((one[at] ^ other[at]) & 0xff) - 24;
    }

    static boolean isSet(byte[] key, int bit) {
        return (key[bit >> 3] & (0x80 >> (bit & 7))) != 0;
    }

    /// One key with its value.
    static final class Leaf<V> extends Trie<V> {

        private final byte[] key;
        private final V value;

        Leaf(byte[] key, V value) {
            this.key = key;
            this.value = value;
        }

        byte[] key() {
            return key;
        }

        V value() {
            return value;
        }

        MerkleMap.Item<V> item() {
            return new MerkleMap.Item<>(Bytes.wrap(key), value);
        }

        @Override
        int size() {
            return 1;
        }

        @Override
        int bit() {
            return Integer.MAX_VALUE;
        }

        @Override
        Leaf<V> nearest(byte[] wanted) {
            return this;
        }

        @Override
        Leaf<V> at(int index) {
            return this;
        }

        @Override
        Trie<V> replace(Leaf<V> leaf) {
            return leaf;
        }

        @Override
        Trie<V> insert(Leaf<V> leaf, int difference) {
            return isSet(leaf.key, difference)
                    ? new Branch<>(difference, this, leaf)
                    : new Branch<>(difference, leaf, this);
        }

        @Override
        @Nullable
        Trie<V> without(byte[] unwanted) {
            return null;
        }

        @Override
        byte[] computeHash(Codec<V> codec) {
            ByteWriter out = new ByteWriter().u8(LEAF).bytes(key);
            codec.write(value, out);
            return Digest.Algorithm.SHA256.start().digest(out.toByteArray());
        }
    }

    /// Two halves: keys with the bit clear on the left, keys with it set on the right.
    static final class Branch<V> extends Trie<V> {

        private final int bit;
        private final int size;
        private final Trie<V> left;
        private final Trie<V> right;

        Branch(int bit, Trie<V> left, Trie<V> right) {
            this.bit = bit;
            this.left = left;
            this.right = right;
            this.size = left.size() + right.size();
        }

        Trie<V> left() {
            return left;
        }

        Trie<V> right() {
            return right;
        }

        @Override
        int size() {
            return size;
        }

        @Override
        int bit() {
            return bit;
        }

        @Override
        Leaf<V> nearest(byte[] key) {
            Trie<V> at = this;
            while (at instanceof Branch<V> branch) {
                at = isSet(key, branch.bit) ? branch.right : branch.left;
            }
            return (Leaf<V>) at;
        }

        @Override
        Leaf<V> at(int index) {
            return index < left.size() ? left.at(index) : right.at(index - left.size());
        }

        @Override
        Trie<V> replace(Leaf<V> leaf) {
            return isSet(leaf.key(), bit)
                    ? new Branch<>(bit, left, right.replace(leaf))
                    : new Branch<>(bit, left.replace(leaf), right);
        }

        @Override
        Trie<V> insert(Leaf<V> leaf, int difference) {
            boolean goesRight = isSet(leaf.key(), Math.min(bit, difference));
            if (difference < bit) {
                return goesRight ? new Branch<>(difference, this, leaf) : new Branch<>(difference, leaf, this);
            }
            return goesRight
                    ? new Branch<>(bit, left, right.insert(leaf, difference))
                    : new Branch<>(bit, left.insert(leaf, difference), right);
        }

        @Override
        Trie<V> without(byte[] key) {
            boolean isRight = isSet(key, bit);
            Trie<V> rest = (isRight ? right : left).without(key);
            if (rest == null) {
                return isRight ? left : right;
            }
            return isRight ? new Branch<>(bit, left, rest) : new Branch<>(bit, rest, right);
        }

        @Override
        byte[] computeHash(Codec<V> codec) {
            MessageDigest hash = Digest.Algorithm.SHA256.start();
            hash.update(new ByteWriter().u8(BRANCH).u16(bit).toByteArray());
            hash.update(left.hash(codec));
            return hash.digest(right.hash(codec));
        }
    }
}
