package io.pyrsia.server.log;

import io.pyrsia.log.Appended;
import io.pyrsia.log.Edge;
import io.pyrsia.log.EntryBundle;
import io.pyrsia.log.Tile;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Adds a block's entries to the log, all in the block's batch: they are durable with the block or not at all.
///
/// One append a batch: what a batch holds cannot be read before it is committed.
public record LogWriter(StoredLog log) {

    /// Puts the entries and the tiles they touch into the batch; gives the edge to go on from.
    public Edge append(Batch batch, Edge edge, List<Bytes> entries) {
        Appended appended = edge.appendEntries(entries);
        for (Appended.Piece piece : appended.pieces()) {
            Bytes tile = Bytes.concatenate(log.stored(piece), piece.hashes());
            batch.put(Column.TILES, StoredLog.tileKey(piece.level(), piece.index()), tile);
        }
        for (int from = 0; from < entries.size(); ) {
            long index = edge.size() + from;
            int offset = (int) (index % Tile.WIDTH);
            int to = Math.min(entries.size(), from + Tile.WIDTH - offset);
            batch.put(
                    Column.ENTRIES,
                    StoredEntries.pieceKey(index / Tile.WIDTH, offset),
                    EntryBundle.encode(entries.subList(from, to)));
            from = to;
        }
        return appended.edge();
    }
}
