package io.pyrsia.server.log;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.log.Appended;
import io.pyrsia.log.Hash;
import io.pyrsia.log.HashReader;
import io.pyrsia.log.Tile;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.View;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Reads the tiles and entries that a [LogWriter] wrote.
public record StoredLog(View view) implements HashReader {

    /// The row of a tile: its level and index; the value is the widest tile so far.
    static Bytes tileKey(int level, long index) {
        return new ByteWriter().u8(level).u64(index).toBytes();
    }

    @Override
    public Bytes read(Tile tile) {
        return find(tile).orElseThrow(() -> new IllegalStateException(tile + " is not in the store"));
    }

    /// The tile if the log has grown that far.
    public Optional<Bytes> find(Tile tile) {
        @Nullable Bytes stored = view.get(Column.TILES, tileKey(tile.level(), tile.index()));
        return stored == null || stored.size() < tile.bytes()
                ? Optional.empty()
                : Optional.of(stored.slice(0, tile.bytes()));
    }

    /// The hashes that are stored of the tile an append goes on with.
    Bytes stored(Appended.Piece piece) {
        return piece.offset() == 0
                ? Bytes.EMPTY
                : read(new Tile(piece.level(), piece.index(), piece.offset())).slice(0, piece.offset() * Hash.BYTES);
    }
}
