package io.pyrsia.server.log;

import io.pyrsia.log.HashReader;
import io.pyrsia.log.Tile;
import io.pyrsia.log.TileNodes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Remembers the larger subtrees of the full tiles that proofs needed last; they never change. Safe for use by many
/// threads.
public final class Subtrees {

    /// Tiles remembered: those of two million entries, 8 MiB.
    static final int MAX_TILES = 8_192;

    /// The one used longest ago first. Guarded by this.
    private final LinkedHashMap<Tile, TileNodes> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, TileNodes> eldest) {
            return size() > MAX_TILES;
        }
    };

    /// A log that is read with this memory.
    public HashReader of(StoredLog log) {
        return new HashReader() {
            @Override
            public Bytes read(Tile tile) {
                return log.read(tile);
            }

            @Override
            public TileNodes nodes(Tile full) {
                TileNodes known = find(full);
                return known == null ? keep(full, TileNodes.of(log.read(full))) : known;
            }
        };
    }

    private synchronized @Nullable TileNodes find(Tile tile) {
        return kept.get(tile);
    }

    private synchronized TileNodes keep(Tile tile, TileNodes nodes) {
        kept.put(tile, nodes);
        return nodes;
    }
}
