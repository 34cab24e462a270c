package io.pyrsia.server.log;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.log.Tile;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.RowSink;
import io.pyrsia.storage.Scan;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// The log's rows: a row per tile, as wide as it is, and a row per piece of a bundle: some
/// neighbouring entries that one block brought.
public final class LogRows {

    private LogRows() {}

    /// The row of a tile: its level and index; the value is the widest tile so far.
    static Bytes tileKey(int level, long index) {
        return new ByteWriter().u8(level).u64(index).toBytes();
    }

    /// The row of a piece: its bundle, and how many entries of the bundle come before.
    static Bytes pieceKey(long bundle, int offset) {
        return new ByteWriter().u64(bundle).u8(offset).toBytes();
    }

    public static void putTile(RowSink rows, Tile tile, Bytes hashes) {
        rows.put(Column.TILES, tileKey(tile.level(), tile.index()), hashes);
    }

    /// Puts a bundle in the place of all its pieces.
    public static void replaceBundle(Batch batch, long bundle, Bytes entries) {
        batch.deleteRange(Column.ENTRIES, pieceKey(bundle, 0), pieceKey(bundle + 1, 0));
        batch.put(Column.ENTRIES, pieceKey(bundle, 0), entries);
    }

    /// All tiles of a log of about this size, one by one.
    public static List<Scan> tiles(long size) {
        List<Scan> parts = new ArrayList<>();
        for (int level = 0; level <= Tile.MAX_LEVEL; level++) {
            long last = size >>> ((level + 1) * Tile.HEIGHT);
            for (long index = 0; index < last; index++) {
                parts.add(Scan.between(tileKey(level, index), tileKey(level, index + 1), 1));
            }
            parts.add(Scan.between(tileKey(level, last), tileKey(level + 1, 0), Tile.WIDTH));
        }
        return parts;
    }

    /// All bundles of a log of about this size, one by one.
    public static List<Scan> bundles(long size) {
        List<Scan> parts = new ArrayList<>();
        long last = size / Tile.WIDTH;
        for (long bundle = 0; bundle < last; bundle++) {
            parts.add(Scan.between(pieceKey(bundle, 0), pieceKey(bundle + 1, 0), Tile.WIDTH));
        }
        parts.add(Scan.between(pieceKey(last, 0), pieceKey(Tile.MAX_INDEX, 0), Tile.WIDTH));
        return parts;
    }
}
