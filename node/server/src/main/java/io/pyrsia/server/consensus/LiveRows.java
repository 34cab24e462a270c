package io.pyrsia.server.consensus;

import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// Remembers which rows belong to views that are not forgotten, so that forgetting deletes exactly those.
///
/// Deleting whole ranges at every block would leave a tombstone per block for each later read to step over.
final class LiveRows {

    private record Row(Column column, Bytes key) {}

    /// Owned by the thread that owns the store, like the other field.
    private final NavigableMap<Position, List<Row>> rows = new TreeMap<>();
    /// The bodies of committed blocks in views not forgotten: those stay.
    private final NavigableMap<Position, Bytes> committed = new TreeMap<>();

    void add(Position position, Column column, Bytes key) {
        rows.computeIfAbsent(position, ignored -> new ArrayList<>()).add(new Row(column, key));
    }

    /// Whether the body of a block is there already.
    boolean has(Position position, Bytes body) {
        return rows.getOrDefault(position, List.of()).contains(new Row(Column.BLOCKS, body));
    }

    void commit(Position position, Bytes body) {
        committed.put(position, body);
    }

    /// Deletes the rows of all views up to a position.
    void forget(Position last, Batch batch) {
        NavigableMap<Position, Bytes> kept = committed.headMap(last, true);
        Set<Bytes> bodies = new HashSet<>(kept.values());
        NavigableMap<Position, List<Row>> old = rows.headMap(last, true);
        for (List<Row> view : old.values()) {
            for (Row row : view) {
                if (!bodies.contains(row.key())) {
                    batch.delete(row.column(), row.key());
                }
            }
        }
        old.clear();
        kept.clear();
    }
}
