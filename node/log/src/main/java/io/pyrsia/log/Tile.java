package io.pyrsia.log;

/// A run of up to 256 neighbouring hashes at every eighth level of the tree: stored, cached and served as one piece.
///
/// `level` counts tiles: the hashes of a tile at level L are the roots of subtrees of 256^L entries. A tile narrower
/// than 256 is partial; it is the prefix of every wider one, so a store keeps only the widest.
public record Tile(int level, long index, int width) implements Comparable<Tile> {

    /// Levels of the tree between two levels of tiles.
    public static final int HEIGHT = 8;

    /// The width of a full tile.
    public static final int WIDTH = 1 << HEIGHT;

    /// The highest level that a tree of 2^63-1 entries can have.
    public static final int MAX_LEVEL = 7;

    /// The highest index that a tree of 2^63-1 entries can have.
    public static final long MAX_INDEX = (1L << (63 - HEIGHT)) - 1;

    public Tile {
        if (level < 0 || level > MAX_LEVEL || index < 0 || index > MAX_INDEX || width < 1 || width > WIDTH) {
            throw new IllegalArgumentException("no tile: level " + level + ", index " + index + ", width " + width);
        }
    }

    /// The tile that holds hash number `hash` of its level, as wide as a tree of `size` entries has it.
    static Tile holding(int level, long hash, long size) {
        long index = hash >>> HEIGHT;
        return new Tile(level, index, (int) Math.min(WIDTH, (size >>> (level * HEIGHT)) - index * WIDTH));
    }

    public boolean isFull() {
        return width == WIDTH;
    }

    /// The length of its content.
    public int bytes() {
        return width * Hash.BYTES;
    }

    @Override
    public int compareTo(Tile other) {
        int byLevel = Integer.compare(level, other.level);
        int byIndex = byLevel != 0 ? byLevel : Long.compare(index, other.index);
        return byIndex != 0 ? byIndex : Integer.compare(width, other.width);
    }
}
