package io.pyrsia.storage;

import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// Failures as the store reports them, for tests of those who use it.
public final class Refusals {

    private Refusals() {}

    /// What a write throws that finds no room on the disk.
    public static StorageFailure full(Path store) {
        Status status = new Status(Status.Code.IOError, Status.SubCode.NoSpace, "");
        return Failures.of(store, "writing", new RocksDBException("no space left on device", status));
    }
}
