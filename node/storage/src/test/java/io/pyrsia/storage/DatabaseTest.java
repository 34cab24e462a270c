package io.pyrsia.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store reads back what was committed, in order, in pages, and as it was.
class DatabaseTest {

    @TempDir
    Path folder;

    @Test
    void keepsEveryColumnApartAndOverARestart() {
        try (Database database = Stores.open(folder.resolve("a/b"))) {
            Batch batch = new Batch();
            for (Column column : Column.values()) {
                batch.put(column, Stores.text("key"), Stores.text(column.name()));
            }
            database.commit(batch);
        }
        try (Database database = Stores.open(folder.resolve("a/b"))) {
            for (Column column : Column.values()) {
                assertEquals(Stores.text(column.name()), database.get(column, Stores.text("key")));
                assertNull(database.get(column, Stores.text("other")));
            }
        }
    }

    @Test
    void laterChangesOfABatchWin() {
        try (Database database = Stores.open(folder)) {
            Bytes key = Stores.text("k");
            database.commit(new Batch()
                    .put(Column.STATE, key, Stores.text("1"))
                    .delete(Column.STATE, key)
                    .put(Column.STATE, Stores.text("a1"), Stores.text("1"))
                    .put(Column.STATE, Stores.text("a2"), Stores.text("2"))
                    .deleteRange(Column.STATE, Stores.text("a"), Stores.text("a2"))
                    .put(Column.INDEX, key, Stores.text("1"))
                    .put(Column.INDEX, key, Stores.text("2")));
            assertNull(database.get(Column.STATE, key));
            assertEquals(
                    Arrays.asList(null, Stores.text("2")),
                    database.getAll(Column.STATE, List.of(Stores.text("a1"), Stores.text("a2"))));
            assertEquals(Stores.text("2"), database.get(Column.INDEX, key));
        }
    }

    @Test
    void pagesAreCompleteInBothDirections() {
        try (Database database = Stores.open(folder)) {
            Batch batch = new Batch();
            List<Bytes> keys = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                keys.add(Bytes.ofUnsignedInt(i * 7L));
                batch.put(Column.INDEX, keys.getLast(), Bytes.of(i & 1));
            }
            database.commit(batch);
            for (int rows : new int[] {1, 7, 299, 300, 301}) {
                assertEquals(keys, walk(database, Scan.all(rows)));
                assertEquals(keys.reversed(), walk(database, Scan.all(rows).reversed()));
                Scan part = Scan.between(keys.get(10), keys.get(20), rows);
                assertEquals(keys.subList(10, 20), walk(database, part));
                assertEquals(keys.subList(10, 20).reversed(), walk(database, part.reversed()));
            }
        }
    }

    @Test
    void aPrefixOfAllOnesHasNoEnd() {
        try (Database database = Stores.open(folder)) {
            database.commit(new Batch()
                    .put(Column.INDEX, Bytes.of(0xfe, 0xff, 1), Bytes.EMPTY)
                    .put(Column.INDEX, Bytes.of(0xff, 0xff, 1), Bytes.EMPTY)
                    .put(Column.INDEX, Bytes.of(0xff), Bytes.EMPTY));
            assertEquals(
                    List.of(Bytes.of(0xff), Bytes.of(0xff, 0xff, 1)), walk(database, Scan.prefix(Bytes.of(0xff), 10)));
            assertEquals(List.of(Bytes.of(0xfe, 0xff, 1)), walk(database, Scan.prefix(Bytes.of(0xfe, 0xff), 10)));
        }
    }

    @Test
    void aPageEndsAtItsSize() {
        try (Database database = Stores.open(folder)) {
            for (int i = 0; i < 5; i++) {
                Stores.put(database, i, 3 << 20);
            }
            Page page = database.scan(Column.STATE, Scan.all(100));
            assertEquals(3, page.rows().size());
            Page rest = database.scan(Column.STATE, page.next().orElseThrow());
            assertEquals(2, rest.rows().size());
            assertEquals(Optional.empty(), rest.next());
        }
    }

    @Test
    void aSnapshotStaysAsItWas() {
        Database database = Stores.open(folder);
        Stores.put(database, 1, 10);
        Snapshot snapshot = database.snapshot();
        Stores.put(database, 2, 10);
        assertTrue(Stores.has(snapshot, 1, 10));
        assertFalse(Stores.has(snapshot, 2, 10));
        assertEquals(1, walk(snapshot, Column.STATE, Scan.all(10)).size());
        snapshot.close();
        assertThrows(IllegalStateException.class, () -> Stores.has(snapshot, 1, 10));
        snapshot.close();

        Snapshot forgotten = database.snapshot();
        database.close();
        StorageFailure failure = assertThrows(StorageFailure.class, () -> Stores.has(forgotten, 1, 10));
        assertEquals(StorageFailure.Kind.STOPPED, failure.kind());
        forgotten.close();
        database.close();
    }

    @Test
    void aCheckpointIsAStoreOfItsOwn() {
        Path copy = folder.resolve("copy");
        try (Database database = Stores.open(folder.resolve("store"))) {
            Stores.put(database, 1, 100);
            database.checkpoint(copy);
            Stores.put(database, 2, 100);
            try (Database copied = Stores.open(copy)) {
                assertTrue(Stores.has(copied, 1, 100));
                assertFalse(Stores.has(copied, 2, 100));
                Stores.put(copied, 3, 100);
                assertFalse(Stores.has(database, 3, 100));
            }
        }
    }

    @Test
    void virtualThreadsMayCall() throws InterruptedException {
        try (Database database = Stores.open(folder)) {
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int number = i;
                writers.add(Thread.startVirtualThread(() -> Stores.put(database, number, 50)));
            }
            for (Thread writer : writers) {
                writer.join();
            }
            for (int i = 0; i < 50; i++) {
                assertTrue(Stores.has(database, i, 50));
            }
        }
    }

    @Test
    void everyCommitIsSynced() {
        try (Database database = Stores.open(folder)) {
            long before = database.syncs();
            for (int i = 0; i < 20; i++) {
                Stores.put(database, i, 50);
            }
            assertEquals(20, database.syncs() - before);
        }
    }

    private static List<Bytes> walk(View view, Scan scan) {
        return walk(view, Column.INDEX, scan);
    }

    private static List<Bytes> walk(View view, Column column, Scan scan) {
        List<Bytes> keys = new ArrayList<>();
        Optional<Scan> next = Optional.of(scan);
        while (next.isPresent()) {
            Page page = view.scan(column, next.get());
            page.rows().forEach(row -> keys.add(row.key()));
            next = page.next();
        }
        return keys;
    }
}
