package io.pyrsia.storage;

import io.pyrsia.storage.StorageFailure.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDBException;
import org.rocksdb.TickerType;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// A node's store: columns of rows in one RocksDB, changed by atomic batches that are on disk when [#commit] returns,
/// or after the next one when they came by [#write].
///
/// Safe for use by many threads. After a write failed nothing more is written: what the disk then holds is known only
/// once the store is opened again.
public final class Database implements View, AutoCloseable {

    /// The most snapshots held at a time.
    public static final int MAX_SNAPSHOTS = 64;

    private final Engine engine;
    private final PlatformThreads threads;
    /// Calls hold it to read, closing holds it to write: no native object is freed under a call.
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
    /// Guarded by its own synchronisation; emptied by close.
    private final Set<Snapshot> snapshots = ConcurrentHashMap.newKeySet();
    /// Set once, by whichever thread's write fails or by close; read by all.
    private volatile @Nullable String stopped;

    private Database(Engine engine, PlatformThreads threads) {
        this.engine = engine;
        this.threads = threads;
    }

    /// Opens a store, or makes it; throws a [StorageFailure] whose sentence says what to do.
    public static Database open(Path store, StorageSettings settings) {
        return open(store, settings, StoreFormat.current());
    }

    static Database open(Path store, StorageSettings settings, StoreFormat format) {
        PlatformThreads threads = new PlatformThreads(settings.readers());
        Database database = threads.call(() -> new Database(Engine.open(store, settings), threads));
        try {
            format.bringUpToDate(database, store);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /// Makes a batch durable: when this returns, it is on disk as a whole; when it throws, it may or may not be.
    public void commit(Batch batch) {
        write(batch, engine.options.durable);
    }

    /// Makes a batch readable, and durable together with the next one that is committed: what a crash leaves is a
    /// prefix of what was written.
    public void write(Batch batch) {
        write(batch, engine.options.buffered);
    }

    /// Makes durable what was written.
    public void sync() {
        writing("syncing", () -> engine.rocks.syncWal());
    }

    private void write(Batch batch, WriteOptions how) {
        writing("writing", () -> {
            try (WriteBatch changes = new WriteBatch((int) Math.min(batch.bytes() + 4_096L, 1 << 20))) {
                for (Batch.Change change : batch.list()) {
                    add(changes, change);
                }
                engine.rocks.write(how, changes);
            }
        });
    }

    /// What RocksDB is asked to do to the disk.
    @FunctionalInterface
    private interface Writing {
        void run() throws RocksDBException;
    }

    private void writing(String doing, Writing work) {
        guarded(() -> {
            String reason = stopped;
            if (reason != null) {
                throw new StorageFailure(Kind.STOPPED, reason);
            }
            try {
                work.run();
            } catch (RocksDBException e) {
                StorageFailure failure = Failures.of(engine.store, doing, e);
                stopped = "nothing is written any more, because a write failed: " + failure.getMessage();
                throw failure;
            }
            return true;
        });
    }

    private void add(WriteBatch changes, Batch.Change change) throws RocksDBException {
        switch (change) {
            case Batch.Change.Put(Column column, Bytes key, Bytes value) ->
                changes.put(engine.column(column), key.toArrayUnsafe(), value.toArrayUnsafe());
            case Batch.Change.Delete(Column column, Bytes key) ->
                changes.delete(engine.column(column), key.toArrayUnsafe());
            case Batch.Change.DeleteRange(Column column, Bytes from, Bytes to) ->
                changes.deleteRange(engine.column(column), from.toArrayUnsafe(), to.toArrayUnsafe());
        }
    }

    @Override
    public @Nullable Bytes get(Column column, Bytes key) {
        return point(null, column, key);
    }

    @Override
    public List<@Nullable Bytes> getAll(Column column, List<Bytes> keys) {
        return read(null, reader -> reader.getAll(column, keys));
    }

    @Override
    public Page scan(Column column, Scan scan) {
        return read(null, reader -> reader.scan(column, scan));
    }

    @Override
    public StorageFailure damaged(String how) {
        return Failures.damaged(engine.store, how);
    }

    /// The store as it is now, to be closed by the caller.
    public Snapshot snapshot() {
        return guarded(() -> {
            if (snapshots.size() >= MAX_SNAPSHOTS) {
                throw new IllegalStateException(MAX_SNAPSHOTS + " snapshots are open: one is not closed");
            }
            Snapshot snapshot = new Snapshot(this, engine.rocks.getSnapshot());
            snapshots.add(snapshot);
            return snapshot;
        });
    }

    /// A copy of the store as it is now, in a folder that does not exist yet on the same file system; it shares the
    /// table files, so it is made in milliseconds and opens as a store of its own.
    public void checkpoint(Path folder) {
        guarded(() -> {
            try (Checkpoint checkpoint = Checkpoint.create(engine.rocks)) {
                checkpoint.createCheckpoint(folder.toString());
                return true;
            } catch (RocksDBException e) {
                throw Failures.of(engine.store, "copying to " + folder, e);
            }
        });
    }

    /// Reads every table and compares its checksums; throws a [StorageFailure] when one differs.
    public void verify() {
        guarded(() -> {
            try {
                engine.rocks.verifyChecksum();
                return true;
            } catch (RocksDBException e) {
                throw Failures.of(engine.store, "verifying", e);
            }
        });
    }

    /// How often the log was synced to disk since the store was opened.
    public long syncs() {
        return guarded(() -> engine.options.statistics.getTickerCount(TickerType.WAL_FILE_SYNCED));
    }

    /// The bytes of an unfinished write that were cut off the log when the store was opened.
    public long cutBytes() {
        return engine.cut;
    }

    public Path path() {
        return engine.store;
    }

    @Override
    public void close() {
        threads.call(() -> {
            open.writeLock().lock();
            try {
                if (engine.rocks.isOwningHandle()) {
                    boolean hasFailed = stopped != null;
                    stopped = "the store " + engine.store + " is closed";
                    snapshots.forEach(this::free);
                    close(hasFailed);
                }
                return true;
            } finally {
                open.writeLock().unlock();
            }
        });
        threads.close();
    }

    /// A store whose write failed has said so; that it cannot be closed properly either is no further news.
    private void close(boolean hasFailed) {
        try {
            engine.close();
        } catch (StorageFailure e) {
            if (!hasFailed) {
                throw e;
            }
        }
    }

    void release(Snapshot snapshot) {
        threads.call(() -> {
            open.readLock().lock();
            try {
                free(snapshot);
                return true;
            } finally {
                open.readLock().unlock();
            }
        });
    }

    /// Frees a snapshot once, whoever comes first.
    private void free(Snapshot snapshot) {
        if (snapshots.remove(snapshot)) {
            engine.rocks.releaseSnapshot(snapshot.held);
            snapshot.held.close();
        }
    }

    /// Reads one row. A virtual thread reads it by itself if it may, or if the row is in memory; the pool is asked when
    /// other virtual threads are at it and the row is not in memory.
    @Nullable
    Bytes point(@Nullable Snapshot at, Column column, Bytes key) {
        if (Thread.currentThread().isVirtual()) {
            if (threads.beginBrief()) {
                try {
                    return open(() -> reader(at).get(column, key));
                } finally {
                    threads.endBrief();
                }
            }
            Reader.InMemory found = open(() -> reader(at).getInMemory(column, key));
            if (found instanceof Reader.InMemory.Known(Bytes value)) {
                return value;
            }
        }
        return read(at, reader -> reader.get(column, key));
    }

    <T extends @Nullable Object> T read(@Nullable Snapshot at, Function<Reader, T> work) {
        return guarded(() -> work.apply(reader(at)));
    }

    private Reader reader(@Nullable Snapshot at) {
        if (at != null && !snapshots.contains(at)) {
            throw new IllegalStateException("the snapshot is closed");
        }
        return new Reader(engine, at == null ? null : at.held);
    }

    private <T extends @Nullable Object> T guarded(Supplier<T> work) {
        return threads.call(() -> open(work));
    }

    /// Makes a call while the store is kept open.
    private <T extends @Nullable Object> T open(Supplier<T> work) {
        open.readLock().lock();
        try {
            if (!engine.rocks.isOwningHandle()) {
                throw new StorageFailure(Kind.STOPPED, "the store " + engine.store + " is closed");
            }
            return work.get();
        } finally {
            open.readLock().unlock();
        }
    }
}
