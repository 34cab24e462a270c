package io.pyrsia.server.consensus;

import java.util.Arrays;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A transaction as a key of a map: equal bytes are equal, and bytes chosen to collide only cost comparisons.
final class TransactionKey implements Comparable<TransactionKey> {

    private final byte[] bytes;
    private final int hash;

    private TransactionKey(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    static TransactionKey of(Bytes transaction) {
        return new TransactionKey(transaction.toArrayUnsafe());
    }

    Bytes transaction() {
        return Bytes.wrap(bytes);
    }

    int size() {
        return bytes.length;
    }

    @Override
    public int compareTo(TransactionKey other) {
        return Arrays.compare(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TransactionKey key && hash == key.hash && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
