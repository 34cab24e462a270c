package io.pyrsia.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;
import org.rocksdb.Status;

/// Reads an open store, as it is or as it was at a snapshot; native calls, so only what never waits for the disk may
/// run on a virtual thread.
record Reader(Engine engine, @Nullable Snapshot snapshot) {

    /// What memory alone can say about a key.
    sealed interface InMemory {
        record Known(@Nullable Bytes value) implements InMemory {}

        record Unknown() implements InMemory {}
    }

    /// Looks at memtables and cached blocks only.
    InMemory getInMemory(Column column, Bytes key) {
        try (ReadOptions options = options().setReadTier(ReadTier.BLOCK_CACHE_TIER)) {
            byte[] value = engine.rocks.get(engine.column(column), options, key.toArrayUnsafe());
            return new InMemory.Known(value == null ? null : Bytes.wrap(value));
        } catch (RocksDBException e) {
            if (e.getStatus() != null && e.getStatus().getCode() == Status.Code.Incomplete) {
                return new InMemory.Unknown();
            }
            throw Failures.of(engine.store, "reading " + column, e);
        }
    }

    @Nullable
    Bytes get(Column column, Bytes key) {
        try (ReadOptions options = options()) {
            byte[] value = engine.rocks.get(engine.column(column), options, key.toArrayUnsafe());
            return value == null ? null : Bytes.wrap(value);
        } catch (RocksDBException e) {
            throw Failures.of(engine.store, "reading " + column, e);
        }
    }

    List<@Nullable Bytes> getAll(Column column, List<Bytes> keys) {
        if (keys.size() > Scan.MAX_ROWS) {
            throw new IllegalArgumentException(keys.size() + " keys at once, the limit is " + Scan.MAX_ROWS);
        }
        List<byte[]> wanted = new ArrayList<>(keys.size());
        keys.forEach(key -> wanted.add(key.toArrayUnsafe()));
        try (ReadOptions options = options()) {
            List<@Nullable Bytes> values = new ArrayList<>(keys.size());
            for (byte[] value : engine.rocks.multiGetAsList(
                    options, Collections.nCopies(keys.size(), engine.column(column)), wanted)) {
                values.add(value == null ? null : Bytes.wrap(value));
            }
            return values;
        } catch (RocksDBException e) {
            throw Failures.of(engine.store, "reading " + column, e);
        }
    }

    Page scan(Column column, Scan scan) {
        try (ReadOptions options = options();
                Slice lower = new Slice(scan.from().toArrayUnsafe());
                Slice upper = scan.to() == null ? null : new Slice(scan.to().toArrayUnsafe())) {
            options.setIterateLowerBound(lower);
            if (upper != null) {
                options.setIterateUpperBound(upper);
            }
            try (RocksIterator rows = engine.rocks.newIterator(engine.column(column), options)) {
                return page(rows, scan);
            }
        } catch (RocksDBException e) {
            throw Failures.of(engine.store, "scanning " + column, e);
        }
    }

    private static Page page(RocksIterator iterator, Scan scan) throws RocksDBException {
        List<Row> rows = new ArrayList<>();
        long bytes = 0;
        if (scan.backwards()) {
            iterator.seekToLast();
        } else {
            iterator.seekToFirst();
        }
        while (iterator.isValid()) {
            Row row = new Row(Bytes.wrap(iterator.key()), Bytes.wrap(iterator.value()));
            rows.add(row);
            bytes += row.key().size() + row.value().size();
            if (rows.size() == scan.rows() || bytes >= Scan.MAX_BYTES) {
                // Whether there is more is not looked up: for a single row that would cost as much again.
                return new Page(rows, Optional.of(scan.after(row.key())));
            }
            if (scan.backwards()) {
                iterator.prev();
            } else {
                iterator.next();
            }
        }
        iterator.status();
        return new Page(rows, Optional.empty());
    }

    private ReadOptions options() {
        ReadOptions options = new ReadOptions();
        return snapshot == null ? options : options.setSnapshot(snapshot);
    }
}
