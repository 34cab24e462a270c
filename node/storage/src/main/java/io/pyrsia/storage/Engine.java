package io.pyrsia.storage;

import io.pyrsia.storage.StorageFailure.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// An open RocksDB with its options and its columns' handles, held under the store's lock.
final class Engine implements AutoCloseable {

    private static final String LOCK = "store.lock";

    private final HeldLock lock;
    private final Map<Column, ColumnFamilyHandle> columns = new EnumMap<>(Column.class);
    final Path store;
    final Options options;
    final RocksDB rocks;
    /// Bytes of a torn write that were cut off when the store was opened.
    final long cut;

    private Engine(
            Path store, HeldLock lock, Options options, RocksDB rocks, List<ColumnFamilyHandle> handles, long cut)
            throws RocksDBException {
        this.store = store;
        this.lock = lock;
        this.options = options;
        this.rocks = rocks;
        this.cut = cut;
        for (ColumnFamilyHandle handle : handles) {
            for (Column column : Column.values()) {
                if (Arrays.equals(column.storedName(), handle.getName())) {
                    columns.put(column, handle);
                }
            }
        }
    }

    static Engine open(Path store, StorageSettings settings) {
        try {
            createDurably(store.toAbsolutePath());
            HeldLock lock = HeldLock.take(store.resolve(LOCK), "the store " + store);
            try {
                return open(store, settings, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw Failures.of(store, e);
        }
    }

    private static Engine open(Path store, StorageSettings settings, HeldLock lock) throws IOException {
        boolean exists = Files.exists(store.resolve("CURRENT"));
        if (!exists && holdsTables(store)) {
            throw Failures.damaged(store, "its file CURRENT is missing");
        }
        long cut = exists ? WriteAheadLogs.recover(store) : 0;
        Options options = new Options(settings);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB rocks =
                    RocksDB.open(options.database, store.toString(), descriptors(store, options, exists), handles);
            return new Engine(store, lock, options, rocks, handles, cut);
        } catch (RocksDBException e) {
            options.close();
            throw exists && isMissingFile(e)
                    ? Failures.damaged(store, "while opening: " + e.getMessage(), e)
                    : Failures.of(store, "opening", e);
        }
    }

    private static List<ColumnFamilyDescriptor> descriptors(Path store, Options options, boolean exists)
            throws RocksDBException {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (Column column : Column.values()) {
            descriptors.add(new ColumnFamilyDescriptor(column.storedName(), options.column(column)));
        }
        if (exists) {
            for (byte[] name : storedNames(store)) {
                if (descriptors.stream().noneMatch(known -> Arrays.equals(known.getName(), name))) {
                    descriptors.add(new ColumnFamilyDescriptor(name, options.unknownColumn()));
                }
            }
        }
        return descriptors;
    }

    private static List<byte[]> storedNames(Path store) throws RocksDBException {
        try (org.rocksdb.Options plain = new org.rocksdb.Options()) {
            return RocksDB.listColumnFamilies(plain, store.toString());
        }
    }

    private static boolean holdsTables(Path store) throws IOException {
        try (var files = Files.list(store)) {
            return files.anyMatch(
                    file -> file.toString().endsWith(".sst") || file.toString().endsWith(".log"));
        }
    }

    private static boolean isMissingFile(RocksDBException e) {
        return String.valueOf(e.getMessage()).contains("No such file");
    }

    /// Makes the folder so that it is still there after power loss: its name is an entry of its parent.
    private static void createDurably(Path store) throws IOException {
        Path parent = store.getParent();
        if (Files.isDirectory(store) || parent == null) {
            return;
        }
        createDurably(parent);
        Files.createDirectory(store);
        try (FileChannel folder = FileChannel.open(parent)) {
            folder.force(true);
        }
    }

    ColumnFamilyHandle column(Column column) {
        ColumnFamilyHandle handle = columns.get(column);
        if (handle == null) {
            throw new IllegalStateException("every column is made when a store is opened: " + column);
        }
        return handle;
    }

    @Override
    public void close() {
        try (lock) {
            rocks.cancelAllBackgroundWork(true);
            rocks.closeE();
        } catch (RocksDBException e) {
            throw Failures.of(store, "closing", e);
        } catch (IOException e) {
            throw new StorageFailure(Kind.IO, "the lock of the store " + store + " could not be freed: " + e, e);
        } finally {
            options.close();
        }
    }
}
