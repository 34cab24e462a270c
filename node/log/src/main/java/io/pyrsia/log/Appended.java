package io.pyrsia.log;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// What an append changes: the new edge, and for each touched tile, once, the hashes that are new in it.
public record Appended(Edge edge, List<Piece> pieces) {

    public Appended {
        pieces = List.copyOf(pieces);
    }

    /// New hashes of one tile, to be put behind the `offset` hashes that are stored already.
    public record Piece(int level, long index, int offset, Bytes hashes) {

        /// The tile as wide as it is now.
        public Tile tile() {
            return new Tile(level, index, offset + hashes.size() / Hash.BYTES);
        }
    }
}
