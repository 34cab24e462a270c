package io.pyrsia.server.log;

import io.pyrsia.log.Appended;
import io.pyrsia.log.Edge;
import io.pyrsia.log.EntryBundle;
import io.pyrsia.log.Hash;
import io.pyrsia.log.Tile;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.RowSink;
import java.util.Arrays;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Adds blocks' entries to the log, into the rows of each block: they are durable with the block or not at all.
///
/// It keeps the unfinished tiles of the right edge in memory (at most eight, 8 KiB each), so it reads the store when it
/// is made and never again: blocks may wait in memory before they are written. One thread owns it.
///
///     LogWriter writer = new LogWriter(new StoredLog(database), state.edge());   // once, at start
///     writer.write((column, key, value) -> …, applied.log(), applied.encodedEntries());   // for each block
public final class LogWriter {

    /// Entries of a piece, at most; whoever wants one entry reads its whole piece.
    private static final int PIECE = 16;

    /// The stored hashes of the unfinished tile of each level.
    private final Bytes[] unfinished = new Bytes[Tile.MAX_LEVEL + 1];

    private Edge edge;

    /// Goes on from an edge that the store has.
    public LogWriter(StoredLog log, Edge edge) {
        this.edge = edge;
        Arrays.fill(unfinished, Bytes.EMPTY);
        for (int level = 0; level <= Tile.MAX_LEVEL; level++) {
            long hashes = edge.size() >>> (level * Tile.HEIGHT);
            int width = (int) (hashes % Tile.WIDTH);
            if (width > 0) {
                unfinished[level] = log.read(new Tile(level, hashes / Tile.WIDTH, width));
            }
        }
    }

    /// The edge behind what was written last.
    public Edge edge() {
        return edge;
    }

    /// Appends entries, and gives the edge behind them.
    public Edge append(RowSink rows, List<Bytes> entries) {
        write(rows, edge.appendEntries(entries), entries);
        return edge;
    }

    /// Writes an append that was made already from this writer's edge, with the entries it appended.
    public void write(RowSink rows, Appended appended, List<Bytes> entries) {
        if (appended.edge().size() != edge.size() + entries.size()) {
            throw new IllegalArgumentException(entries.size() + " entries do not lead from " + edge.size() + " to "
                    + appended.edge().size());
        }
        appended.pieces().forEach(piece -> writeTile(rows, piece));
        writeEntries(rows, entries);
        edge = appended.edge();
    }

    private void writeTile(RowSink rows, Appended.Piece piece) {
        Bytes before = unfinished[piece.level()];
        if (before.size() != piece.offset() * Hash.BYTES) {
            throw new IllegalArgumentException(piece.tile() + " does not go on from " + before.size() + " bytes");
        }
        Bytes tile = Bytes.wrap(Bytes.concatenate(before, piece.hashes()).toArrayUnsafe());
        unfinished[piece.level()] = piece.tile().isFull() ? Bytes.EMPTY : tile;
        LogRows.putTile(rows, piece.tile(), tile);
    }

    private void writeEntries(RowSink rows, List<Bytes> entries) {
        for (int from = 0; from < entries.size(); ) {
            long index = edge.size() + from;
            int offset = (int) (index % Tile.WIDTH);
            int to = Math.min(entries.size(), from + PIECE - offset % PIECE);
            rows.put(
                    Column.ENTRIES,
                    LogRows.pieceKey(index / Tile.WIDTH, offset),
                    EntryBundle.encode(entries.subList(from, to)));
            from = to;
        }
    }
}
