package io.pyrsia.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class TreeTest {

    /// The roots of the first trees over the entries that RFC 6962's reference implementations share as test vectors.
    @Test
    void rootsAreThoseOfTheCertificateTransparencyVectors() {
        List<String> entries = List.of(
                "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
        List<String> roots = List.of(
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        Edge edge = Edge.EMPTY;
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                edge.root().bytes().toUnprefixedHexString());
        for (int i = 0; i < entries.size(); i++) {
            edge = edge.appendEntries(List.of(Bytes.fromHexString("0x" + entries.get(i))))
                    .edge();
            assertEquals(roots.get(i), edge.root().bytes().toUnprefixedHexString(), "size " + (i + 1));
        }
    }

    @Property(tries = 60)
    void appendingInAnyBatchesGivesTheSameTree(@ForAll @Size(max = 30) List<@IntRange(max = 700) Integer> batches)
            throws Malformed {
        MemoryTiles tiles = new MemoryTiles();
        Edge edge = Edge.EMPTY;
        List<Bytes> all = new ArrayList<>();
        for (int batch : batches) {
            int limited = Math.min(batch, 10_000 - all.size());
            List<Bytes> entries = Model.entries(all.size() + limited).subList(all.size(), all.size() + limited);
            Appended appended = edge.appendEntries(entries);
            assertTouchesEachTileOnce(appended);
            tiles.store(appended);
            edge = Edge.decode(appended.edge().encode());
            all.addAll(entries);
        }
        assertEquals(all.size(), edge.size());
        assertEquals(Model.treeHash(all), edge.root());
        assertEquals(edge, new Tree(all.size(), tiles).edge(), "the edge as the tiles have it");
        MemoryTiles atOnce = new MemoryTiles();
        atOnce.store(Edge.EMPTY.appendEntries(all));
        for (Tile tile : Tree.tilesForRootOfFirst(all.size(), all.size())) {
            assertEquals(atOnce.read(tile), tiles.read(tile));
        }
    }

    @Property(tries = 300)
    void everyEarlierTreeCanBeReadFromTheTilesOfALaterOne(@ForAll @IntRange(max = 3000) int size) {
        assertEquals(Model.treeHash(Model.entries(size)), new Tree(size, Fixture.TILES).root());
    }

    @Test
    void fullTilesAreWrittenOnceAndUpperTilesHoldTheirRoots() {
        Appended appended = Edge.EMPTY.appendEntries(Model.entries(70_000));
        List<Tile> tiles =
                appended.pieces().stream().map(Appended.Piece::tile).sorted().toList();
        // The example of the tlog-tiles specification.
        assertEquals(273 + 1 + 1 + 1 + 1, tiles.size());
        assertEquals(new Tile(0, 273, 112), tiles.get(273));
        assertEquals(List.of(new Tile(1, 0, 256), new Tile(1, 1, 17), new Tile(2, 0, 1)), tiles.subList(274, 277));
    }

    @Test
    void refusesWhatIsNoEdge() {
        Edge edge = Edge.EMPTY.appendEntries(Model.entries(3)).edge();
        Bytes encoded = edge.encode();
        assertThrows(Malformed.class, () -> Edge.decode(encoded.slice(0, encoded.size() - 1)));
        assertThrows(Malformed.class, () -> Edge.decode(Bytes.concatenate(encoded, Bytes.of(0))));
        assertThrows(Malformed.class, () -> Edge.decode(Bytes.repeat((byte) 0xff, 100)));
        assertThrows(IllegalArgumentException.class, () -> new Edge(4, edge.hashes()));
    }

    private static void assertTouchesEachTileOnce(Appended appended) {
        TreeSet<String> places = new TreeSet<>();
        for (Appended.Piece piece : appended.pieces()) {
            assertTrue(places.add(piece.level() + "/" + piece.index()), "a tile was touched twice");
        }
    }
}
