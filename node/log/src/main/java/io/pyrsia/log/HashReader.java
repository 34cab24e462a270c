package io.pyrsia.log;

import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The seam to wherever the tiles are: a store, a cache, or somebody else's server.
@FunctionalInterface
public interface HashReader {

    /// The hashes of `tile`, exactly [Tile#bytes] of them; a store that has a wider one gives its prefix.
    ///
    /// Failed I/O is an exception, and so is a tile that should be there and is not.
    Bytes read(Tile tile);

    /// The larger subtrees of a full tile, if this reader keeps them; otherwise they are computed for each proof.
    default @Nullable TileNodes nodes(Tile full) {
        return null;
    }
}
