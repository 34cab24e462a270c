package io.pyrsia.server.consensus;

import io.pyrsia.consensus.DurableStore;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Recovered;
import io.pyrsia.consensus.SealProof;
import io.pyrsia.consensus.StoredSnapshot;
import io.pyrsia.storage.Refusals;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A store whose disk is full from a moment on.
final class RefusingStore implements DurableStore {

    private final DurableStore disk;
    private final Path path;
    /// Set by the test, read by the replica.
    volatile boolean full;

    RefusingStore(DurableStore disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    @Override
    public void write(List<Entry> batch, boolean sync) {
        if (full) {
            throw Refusals.full(path);
        }
        disk.write(batch, sync);
    }

    @Override
    public Recovered recover() {
        return disk.recover();
    }

    @Override
    public Entry.@Nullable Committed committed(long height) {
        return disk.committed(height);
    }

    @Override
    public List<SealProof> seals() {
        return disk.seals();
    }

    @Override
    public @Nullable StoredSnapshot snapshot() {
        return disk.snapshot();
    }

    @Override
    public void prune(long belowHeight) {
        disk.prune(belowHeight);
    }

    @Override
    public void close() {
        disk.close();
    }
}
