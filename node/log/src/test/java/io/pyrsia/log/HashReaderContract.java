package io.pyrsia.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// What every store of tiles behind a [HashReader] has to do; the tests of each one extend it.
public abstract class HashReaderContract {

    private static final List<Integer> BLOCKS = List.of(1, 1, 253, 1, 1, 300, 700, 5, 66_000, 12);

    private final Random random = new Random(8);

    /// Stores an append behind the ones before, with the entries that were appended.
    protected abstract void store(Appended appended, List<Bytes> entries);

    protected abstract HashReader reader();

    @Test
    void tilesAreReadAtEveryWidthTheyHad() {
        Edge edge = Edge.EMPTY;
        List<Edge> edges = new ArrayList<>();
        List<Bytes> all = new ArrayList<>();
        for (int block : BLOCKS) {
            List<Bytes> entries = entries(all.size(), block);
            Appended appended = edge.appendEntries(entries);
            store(appended, entries);
            edge = appended.edge();
            edges.add(edge);
            all.addAll(entries);
        }
        for (Edge earlier : edges) {
            Tree tree = new Tree(earlier.size(), reader());
            assertEquals(earlier, tree.edge());
            long index = random.nextLong(earlier.size());
            Hash leaf = Hash.ofEntry(all.get((int) index));
            assertTrue(tree.inclusion(index).proves(leaf, earlier.root()), index + " of " + earlier.size());
        }
        readsPrefixes(edge.size(), all);
    }

    private void readsPrefixes(long size, List<Bytes> all) {
        Tile widest = Tile.holding(0, size - 1, size);
        Bytes hashes = reader().read(widest);
        assertEquals(widest.bytes(), hashes.size());
        for (int width = 1; width <= widest.width(); width++) {
            Bytes narrower = reader().read(new Tile(0, widest.index(), width));
            assertEquals(hashes.slice(0, width * Hash.BYTES), narrower);
            Bytes last = narrower.slice((width - 1) * Hash.BYTES);
            Bytes entry = all.get((int) (widest.index() * Tile.WIDTH + width - 1));
            assertEquals(Hash.ofEntry(entry).bytes(), last);
        }
    }

    @Test
    void whatIsNotThereIsAFailure() {
        List<Bytes> entries = entries(0, 300);
        store(Edge.EMPTY.appendEntries(entries), entries);
        assertEquals(44 * Hash.BYTES, reader().read(new Tile(0, 1, 44)).size());
        for (Tile tile : List.of(new Tile(0, 1, 45), new Tile(0, 1, 256), new Tile(0, 2, 1), new Tile(1, 0, 2))) {
            assertThrows(RuntimeException.class, () -> reader().read(tile), tile.toString());
        }
    }

    private static List<Bytes> entries(int from, int count) {
        List<Bytes> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(Bytes.ofUnsignedInt(from + i));
        }
        return entries;
    }
}
