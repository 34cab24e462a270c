package io.pyrsia.storage;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The store as it was at one moment, whatever is written later; it holds old rows on disk until it is closed.
public final class Snapshot implements View, AutoCloseable {

    private final Database database;
    final org.rocksdb.Snapshot held;

    Snapshot(Database database, org.rocksdb.Snapshot held) {
        this.database = database;
        this.held = held;
    }

    @Override
    public @Nullable Bytes get(Column column, Bytes key) {
        return database.point(this, column, key);
    }

    @Override
    public List<@Nullable Bytes> getAll(Column column, List<Bytes> keys) {
        return database.read(this, reader -> reader.getAll(column, keys));
    }

    @Override
    public Page scan(Column column, Scan scan) {
        return database.read(this, reader -> reader.scan(column, scan));
    }

    @Override
    public StorageFailure damaged(String how) {
        return database.damaged(how);
    }

    @Override
    public void close() {
        database.release(this);
    }
}
