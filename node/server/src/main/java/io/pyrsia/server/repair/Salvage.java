package io.pyrsia.server.repair;

import io.pyrsia.server.log.LogRows;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.Page;
import io.pyrsia.storage.Row;
import io.pyrsia.storage.Scan;
import io.pyrsia.storage.StorageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Copies what can be read of a damaged store into a new one.
///
/// Of the log, every tile and bundle that can be read, as peers have the others. Of what belongs together, all or
/// nothing: half of the votes would let a node contradict itself, so without a whole column of votes there is none, and
/// the node does not vote until it has a new key. The index is not copied, for it is made again.
final class Salvage {

    private static final int ROWS = 256;
    private static final int BATCH_BYTES = 4 << 20;

    private final Database from;
    private final Database to;
    private final long logSize;
    /// Owned by the one thread that salvages.
    private Batch waiting = new Batch();

    Salvage(Database from, Database to, long logSize) {
        this.from = from;
        this.to = to;
        this.logSize = logSize;
    }

    /// Gives the columns that could not be read, or not all of them.
    List<Column> copy() {
        List<Column> lost = new ArrayList<>();
        for (Column column : Column.values()) {
            boolean isRead =
                    switch (column) {
                        case TILES -> copyParts(column, LogRows.tiles(logSize));
                        case ENTRIES -> copyParts(column, LogRows.bundles(logSize));
                        case INDEX -> true;
                        case META, BLOCKS, VOTES, HASHES, STATE, BLOBS, NAMES -> copyWhole(column);
                    };
            if (!isRead) {
                lost.add(column);
            }
        }
        to.commit(waiting);
        return lost;
    }

    /// Reads the whole column once before the first row is copied.
    private boolean copyWhole(Column column) {
        try {
            read(column, Scan.all(ROWS), row -> {});
        } catch (StorageFailure e) {
            return isDamage(e);
        }
        read(column, Scan.all(ROWS), row -> put(column, row));
        return true;
    }

    /// Range by range, so that what is damaged takes along only its own range.
    private boolean copyParts(Column column, List<Scan> parts) {
        boolean isWhole = true;
        for (Scan part : parts) {
            try {
                read(column, part, row -> put(column, row));
            } catch (StorageFailure e) {
                isWhole = isDamage(e);
            }
        }
        return isWhole;
    }

    private void read(Column column, Scan scan, Consumer<Row> rows) {
        Optional<Scan> next = Optional.of(scan);
        while (next.isPresent()) {
            Page page = from.scan(column, next.get());
            page.rows().forEach(rows);
            next = page.next();
        }
    }

    private void put(Column column, Row row) {
        waiting.put(column, row.key(), row.value());
        if (waiting.bytes() > BATCH_BYTES) {
            to.commit(waiting);
            waiting = new Batch();
        }
    }

    private static boolean isDamage(StorageFailure failure) {
        if (failure.kind() != StorageFailure.Kind.DAMAGED) {
            throw failure;
        }
        return false;
    }
}
