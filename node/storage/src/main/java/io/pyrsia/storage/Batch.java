package io.pyrsia.storage;

import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Changes that become durable together or not at all; later ones win over earlier ones of the same key.
///
/// Not for use by two threads at once.
public final class Batch {

    /// The most bytes of keys and values in a batch.
    public static final int MAX_BYTES = 64 << 20;

    /// One change of a batch.
    sealed interface Change {
        record Put(Column column, Bytes key, Bytes value) implements Change {}

        record Delete(Column column, Bytes key) implements Change {}

        record DeleteRange(Column column, Bytes from, Bytes to) implements Change {}
    }

    private final List<Change> changes = new ArrayList<>();
    private long bytes;

    public Batch put(Column column, Bytes key, Bytes value) {
        return add(new Change.Put(column, key, value), (long) key.size() + value.size());
    }

    public Batch delete(Column column, Bytes key) {
        return add(new Change.Delete(column, key), key.size());
    }

    /// Removes every key from `from` (included) to `to` (excluded).
    public Batch deleteRange(Column column, Bytes from, Bytes to) {
        return add(new Change.DeleteRange(column, from, to), (long) from.size() + to.size());
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    public int changes() {
        return changes.size();
    }

    /// The bytes of keys and values so far.
    public long bytes() {
        return bytes;
    }

    List<Change> list() {
        return changes;
    }

    private Batch add(Change change, long size) {
        bytes += size;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("a batch is larger than " + MAX_BYTES + " bytes");
        }
        changes.add(change);
        return this;
    }
}
