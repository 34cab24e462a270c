package io.pyrsia.log;

import org.apache.tuweni.bytes.Bytes;

/// The larger subtrees within a full tile, those of 16 to 128 of its hashes, hashed once: proofs need the same
/// ones again and again, and each would cost hundreds of hashes.
public final class TileNodes {

    /// The height within the tile from which on subtrees are kept.
    static final int LOWEST = 4;

    /// What they take: 16 subtrees of the lowest height, and half as many at each height above.
    public static final int BYTES = ((2 << (Tile.HEIGHT - LOWEST)) - 2) * Hash.BYTES;

    private final byte[] nodes = new byte[BYTES];

    private TileNodes() {}

    public static TileNodes of(Bytes fullTile) {
        if (fullTile.size() != Tile.WIDTH * Hash.BYTES) {
            throw new IllegalArgumentException("a full tile has not " + fullTile.size() + " bytes");
        }
        TileNodes made = new TileNodes();
        Hasher hasher = new Hasher();
        byte[] row = fullTile.toArray();
        for (int height = 1; height < Tile.HEIGHT; height++) {
            int count = Tile.WIDTH >> height;
            for (int to = 0; to < count; to++) {
                hasher.pair(row, 2 * to * Hash.BYTES, row, to * Hash.BYTES);
            }
            if (height >= LOWEST) {
                System.arraycopy(row, 0, made.nodes, offset(height), count * Hash.BYTES);
            }
        }
        return made;
    }

    /// The root of subtree number `place` of a height.
    Hash at(int height, int place) {
        return Hash.read(nodes, offset(height) + place * Hash.BYTES);
    }

    /// The greatest height comes first: its two, then four, and so on.
    private static int offset(int height) {
        return ((1 << (Tile.HEIGHT - height)) - 2) * Hash.BYTES;
    }
}
