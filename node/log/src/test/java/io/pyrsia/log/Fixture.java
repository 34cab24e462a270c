package io.pyrsia.log;

/// A tree of 3,000 entries, made once.
final class Fixture {

    static final int SIZE = 3000;
    static final MemoryTiles TILES = new MemoryTiles();

    static {
        TILES.store(Edge.EMPTY.appendEntries(Model.entries(SIZE)));
    }

    private Fixture() {}
}
