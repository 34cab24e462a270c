package io.pyrsia.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.Edge;
import io.pyrsia.log.EntryBundle;
import io.pyrsia.log.Hash;
import io.pyrsia.log.Tile;
import io.pyrsia.log.Tree;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.Snapshot;
import io.pyrsia.storage.StorageSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log in the store is the log: its root, proofs and bundles are those of the entries, also after a restart.
class LogRowsTest {

    @TempDir
    Path folder;

    private final List<Bytes> entries = new ArrayList<>();

    @Test
    void appendsOfAnySizeGiveTheTreeOfAllEntries() throws Malformed {
        SplittableRandom random = new SplittableRandom(3);
        try (Database database = open()) {
            for (int block = 0; block < 30; block++) {
                append(database, random.nextInt(1, 200));
            }
        }
        try (Database database = open()) {
            LogRows rows = new LogRows(database);
            Edge expected = Edge.EMPTY.appendEntries(entries).edge();
            assertEquals(expected, rows.edge());
            Tree tree = new Tree(entries.size(), rows);
            assertEquals(expected.root(), tree.root());
            for (int i = 0; i < entries.size(); i += 97) {
                assertEquals(entries.get(i), rows.entry(i));
                assertTrue(tree.inclusion(i).proves(Hash.ofEntry(entries.get(i)), expected.root()));
            }
            List<Bytes> first = EntryBundle.decode(rows.bundle(0, Tile.WIDTH).orElseThrow(), Tile.WIDTH);
            assertEquals(entries.subList(0, Tile.WIDTH), first);
            assertTrue(rows.bundle(entries.size() / Tile.WIDTH, Tile.WIDTH).isEmpty());
        }
    }

    @Test
    void aReaderOfASnapshotSeesOneTree() {
        try (Database database = open()) {
            append(database, 300);
            Edge before = new LogRows(database).edge();
            try (Snapshot snapshot = database.snapshot()) {
                append(database, 300);
                LogRows then = new LogRows(snapshot);
                assertEquals(before, then.edge());
                assertEquals(before.root(), new Tree(300, then).root());
                assertThrows(IllegalStateException.class, () -> then.read(new Tile(0, 1, 200)));
            }
        }
    }

    private Database open() {
        return Database.open(folder, StorageSettings.small());
    }

    private void append(Database database, int count) {
        List<Bytes> block = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            block.add(Bytes.concatenate(Bytes.ofUnsignedInt(entries.size() + i), Bytes.repeat((byte) 1, i)));
        }
        LogRows rows = new LogRows(database);
        Batch batch = new Batch();
        rows.append(rows.edge(), block, batch);
        database.commit(batch);
        entries.addAll(block);
    }
}
