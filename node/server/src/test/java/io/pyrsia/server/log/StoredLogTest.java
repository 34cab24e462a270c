package io.pyrsia.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.log.Edge;
import io.pyrsia.log.EntryBundle;
import io.pyrsia.log.Hash;
import io.pyrsia.log.Tile;
import io.pyrsia.log.Tree;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredLogTest {

    @TempDir
    private Path folder;

    private final Random random = new Random(3);
    private final List<Bytes> all = new ArrayList<>();

    @Test
    void keepsTheTreeAndTheEntriesOfBlocksOfAnySize() {
        Edge edge = Edge.EMPTY;
        List<Integer> blocks = List.of(1, 1, 254, 1, 600, 0, 255, 3, 2000);
        for (int block : blocks) {
            // Opened anew for each block: nothing is remembered but what the store has.
            try (Database store = Database.open(folder.resolve("store"), StorageSettings.small())) {
                List<Bytes> entries = entries(block);
                Batch batch = new Batch();
                edge = new LogWriter(new StoredLog(store), edge).append(batch::put, entries);
                store.commit(batch);
                all.addAll(entries);
            }
        }
        try (Database store = Database.open(folder.resolve("store"), StorageSettings.small())) {
            Edge atOnce = Edge.EMPTY.appendEntries(all).edge();
            assertEquals(atOnce, edge);
            StoredLog log = new StoredLog(store);
            Tree tree = new Tree(all.size(), log);
            assertEquals(atOnce, tree.edge());
            StoredEntries entries = new StoredEntries(store);
            assertEquals(all.size(), entries.size());
            for (int index = 0; index < all.size(); index += 1 + random.nextInt(50)) {
                assertEquals(Optional.of(all.get(index)), entries.entry(index));
                assertTrue(tree.inclusion(index).proves(Hash.ofEntry(all.get(index)), edge.root()));
            }
            assertEquals(Optional.of(EntryBundle.encode(all.subList(256, 512))), entries.bundle(1, 256));
            assertEquals(Optional.of(EntryBundle.encode(all.subList(256, 300))), entries.bundle(1, 44));
            int last = all.size() / 256;
            assertEquals(Optional.empty(), entries.bundle(last, all.size() % 256 + 1));
            assertEquals(Optional.empty(), entries.entry(all.size()));
            assertEquals(Optional.empty(), log.find(new Tile(0, last, all.size() % 256 + 1)));
            assertEquals(Optional.empty(), log.find(new Tile(0, last + 1, 1)));
        }
    }

    /// Blocks that wait for a sync are not in the store when the next one is appended.
    @Test
    void goesOnFromBlocksThatAreNotWrittenYet() {
        try (Database store = Database.open(folder.resolve("store"), StorageSettings.small())) {
            LogWriter writer = new LogWriter(new StoredLog(store), Edge.EMPTY);
            Batch waiting = new Batch();
            for (int block = 0; block < 20; block++) {
                List<Bytes> entries = entries(random.nextInt(100));
                all.addAll(entries);
                writer.append(waiting::put, entries);
            }
            assertEquals(0, new StoredEntries(store).size());
            store.commit(waiting);
            assertEquals(Edge.EMPTY.appendEntries(all).edge(), new Tree(all.size(), new StoredLog(store)).edge());
            assertEquals(all.size(), new StoredEntries(store).size());
        }
    }

    private List<Bytes> entries(int count) {
        List<Bytes> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] entry = new byte[random.nextInt(300)];
            random.nextBytes(entry);
            entries.add(Bytes.wrap(entry));
        }
        return entries;
    }
}
