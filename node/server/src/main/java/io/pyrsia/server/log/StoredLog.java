package io.pyrsia.server.log;

import io.pyrsia.log.HashReader;
import io.pyrsia.log.Tile;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.View;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Reads the tiles that a [LogWriter] wrote.
public record StoredLog(View view) implements HashReader {

    @Override
    public Bytes read(Tile tile) {
        return find(tile).orElseThrow(() -> view.damaged(tile + " of the log is missing"));
    }

    /// The tile if the log has grown that far.
    public Optional<Bytes> find(Tile tile) {
        @Nullable Bytes stored = view.get(Column.TILES, LogRows.tileKey(tile.level(), tile.index()));
        return stored == null || stored.size() < tile.bytes()
                ? Optional.empty()
                : Optional.of(stored.slice(0, tile.bytes()));
    }
}
