package io.pyrsia.log;

import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// The memory twin of a store of tiles: keeps the widest of each and refuses to write one twice.
public final class MemoryTiles implements HashReader {

    private record Place(int level, long index) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byLevel = Integer.compare(level, other.level);
            return byLevel != 0 ? byLevel : Long.compare(index, other.index);
        }
    }

    private final SortedMap<Place, Bytes> tiles = new TreeMap<>();

    public void store(Appended appended) {
        for (Appended.Piece piece : appended.pieces()) {
            Place place = new Place(piece.level(), piece.index());
            Bytes stored = tiles.getOrDefault(place, Bytes.EMPTY);
            if (stored.size() != piece.offset() * Hash.BYTES) {
                throw new IllegalStateException(place + " has " + stored.size() + " bytes, not " + piece.offset());
            }
            tiles.put(
                    place, Bytes.wrap(Bytes.concatenate(stored, piece.hashes()).toArray()));
        }
    }

    @Override
    public Bytes read(Tile tile) {
        Bytes stored = tiles.get(new Place(tile.level(), tile.index()));
        if (stored == null || stored.size() < tile.bytes()) {
            throw new IllegalStateException(tile + " is missing");
        }
        return stored.slice(0, tile.bytes());
    }
}
