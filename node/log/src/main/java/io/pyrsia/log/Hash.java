package io.pyrsia.log;

import io.pyrsia.base.Malformed;
import java.util.Arrays;
import java.util.Base64;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A SHA-256 hash of the tree: of an entry, of a subtree, or of the whole.
public final class Hash implements Comparable<Hash> {

    public static final int BYTES = 32;

    /// The root of the tree without entries: the hash of nothing.
    public static final Hash EMPTY_TREE = new Hasher().ofNothing();

    private final byte[] value;

    /// Takes the array as its own.
    Hash(byte[] value) {
        this.value = value;
    }

    public static Hash of(Bytes value) {
        if (value.size() != BYTES) {
            throw new IllegalArgumentException("a hash has " + BYTES + " bytes, not " + value.size());
        }
        return new Hash(value.toArray());
    }

    /// The hash of one entry: what the tree has as a leaf.
    public static Hash ofEntry(Bytes entry) {
        return new Hasher().leaf(entry);
    }

    /// Reads what [#toString] writes.
    public static Hash parse(String base64) throws Malformed {
        return new Hash(Base64Text.decode(base64, BYTES, BYTES));
    }

    static Hash read(byte[] source, int offset) {
        return new Hash(Arrays.copyOfRange(source, offset, offset + BYTES));
    }

    void write(byte[] target, int offset) {
        System.arraycopy(value, 0, target, offset, BYTES);
    }

    public Bytes bytes() {
        return Bytes.wrap(value.clone());
    }

    @Override
    public int compareTo(Hash other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash hash && Arrays.equals(value, hash.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /// In base64, as checkpoints and proofs have it.
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(value);
    }
}
