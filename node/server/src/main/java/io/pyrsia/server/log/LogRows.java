package io.pyrsia.server.log;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.log.Appended;
import io.pyrsia.log.Edge;
import io.pyrsia.log.EntryBundle;
import io.pyrsia.log.HashReader;
import io.pyrsia.log.Tile;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The log's rows in the store: a row per tile, as wide as it is, a row per entry, and the tree's edge.
///
/// An append adds to the batch of its block, so that tree and entries are durable together. Entries of a bundle lie
/// next to each other and are joined when they are read.
public final class LogRows implements HashReader {

    private static final Bytes EDGE = Bytes.of('e');

    private final View view;

    public LogRows(View view) {
        this.view = view;
    }

    /// The tree as far as the store has it.
    public Edge edge() {
        Bytes stored = view.get(Column.HASHES, EDGE);
        try {
            return stored == null ? Edge.EMPTY : Edge.decode(stored);
        } catch (Malformed e) {
            throw new IllegalStateException("the edge of the log in the store is damaged: " + e.reason(), e);
        }
    }

    /// Adds entries behind `before`, which must be the edge in the store or in the batches not committed yet.
    public Edge append(Edge before, List<Bytes> entries, Batch batch) {
        Appended appended = before.appendEntries(entries);
        for (Appended.Piece piece : appended.pieces()) {
            Bytes hashes = piece.offset() == 0
                    ? piece.hashes()
                    : Bytes.concatenate(read(new Tile(piece.level(), piece.index(), piece.offset())), piece.hashes());
            batch.put(Column.TILES, key(piece.level(), piece.index()), hashes);
        }
        for (int i = 0; i < entries.size(); i++) {
            batch.put(Column.ENTRIES, Bytes.ofUnsignedLong(before.size() + i), entries.get(i));
        }
        batch.put(Column.HASHES, EDGE, appended.edge().encode());
        return appended.edge();
    }

    @Override
    public Bytes read(Tile tile) {
        Bytes stored = view.get(Column.TILES, key(tile.level(), tile.index()));
        if (stored == null || stored.size() < tile.bytes()) {
            throw new IllegalStateException("the store has no tile " + tile);
        }
        return stored.slice(0, tile.bytes());
    }

    public @Nullable Bytes entry(long index) {
        return view.get(Column.ENTRIES, Bytes.ofUnsignedLong(index));
    }

    /// The bundle of so many entries under a tile of leaves; nothing if the log does not have all of them.
    public Optional<Bytes> bundle(long tile, int width) {
        List<Bytes> keys = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            keys.add(Bytes.ofUnsignedLong(tile * Tile.WIDTH + i));
        }
        List<Bytes> entries = new ArrayList<>(width);
        for (Bytes entry : view.getAll(Column.ENTRIES, keys)) {
            if (entry == null) {
                return Optional.empty();
            }
            entries.add(entry);
        }
        return Optional.of(EntryBundle.encode(entries));
    }

    private static Bytes key(int level, long index) {
        return new ByteWriter().u8(level).u64(index).toBytes();
    }
}
