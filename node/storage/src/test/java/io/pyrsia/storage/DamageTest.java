package io.pyrsia.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.storage.StorageFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damaged files are told apart: a write that power loss tore is cut off, anything else stops the node with a command.
class DamageTest {

    private static final int WRITES = 40;
    /// Longer than a block of the log, so that records come in parts.
    private static final int BYTES = 50_000;

    @TempDir
    Path folder;

    private Path store = Path.of("");
    /// Where the log ended after each write.
    private final long[] ends = new long[WRITES];

    /// A store that crashed with all of its writes in one log.
    @BeforeEach
    void crash() throws IOException {
        Path live = folder.resolve("live");
        try (Database database = Stores.open(live)) {
            for (int i = 0; i < WRITES; i++) {
                Stores.put(database, i, BYTES);
                ends[i] = Files.size(Stores.log(live));
            }
            store = Stores.crashed(live, folder.resolve("crashed"));
        }
    }

    @Test
    void nothingIsCutOffAWholeLog() {
        assertOpensWith(WRITES, 0);
    }

    @Test
    void aTornTailIsCutOffWhereverItWasTorn() throws IOException {
        long start = ends[WRITES - 2];
        long end = ends[WRITES - 1];
        for (long length : List.of(start + 1, start + 7, start + 30_000, start + 40_000, end - 1)) {
            Path copy = Stores.crashed(store, folder.resolve("torn" + length));
            Stores.truncate(Stores.log(copy), length);
            assertOpensWith(copy, WRITES - 1, length - start);
        }
    }

    @Test
    void aTailWhoseSectorsWereWrittenOutOfOrderIsCutOff() throws IOException {
        Path log = Stores.log(store);
        Stores.write(log, ends[WRITES - 2] + 4_096, new byte[512]);
        assertOpensWith(WRITES - 1, ends[WRITES - 1] - ends[WRITES - 2]);
    }

    @Test
    void zerosThatWereAllocatedAndNotWrittenAreCutOff() throws IOException {
        Stores.write(Stores.log(store), ends[WRITES - 1], new byte[100_000]);
        assertOpensWith(WRITES, 100_000);
    }

    @Test
    void aStoreWithACutTailGoesOn() throws IOException {
        Stores.truncate(Stores.log(store), ends[WRITES - 1] - 1);
        try (Database database = Stores.open(store)) {
            Stores.put(database, 100, BYTES);
        }
        try (Database database = Stores.open(store)) {
            assertTrue(Stores.has(database, 100, BYTES));
            assertTrue(Stores.has(database, WRITES - 2, BYTES));
            assertEquals(0, database.cutBytes());
        }
    }

    @Test
    void anyFlippedByteInTheMiddleIsRefused() throws IOException {
        long size = ends[WRITES - 2];
        for (long at = 0; at < size; at += size / 23) {
            Path copy = Stores.crashed(store, folder.resolve("flipped" + at));
            Stores.flip(Stores.log(copy), at);
            assertDamaged(copy);
        }
        for (long header : List.of(ends[3], ends[3] + 4, ends[3] + 5, ends[3] + 6)) {
            Path copy = Stores.crashed(store, folder.resolve("header" + header));
            Stores.flip(Stores.log(copy), header);
            assertDamaged(copy);
        }
    }

    @Test
    void aHoleOfZerosInTheMiddleIsRefused() throws IOException {
        Stores.write(Stores.log(store), ends[10], new byte[(int) (ends[11] - ends[10])]);
        assertDamaged(store);
    }

    @Test
    void aMissingCurrentFileIsRefused() throws IOException {
        Files.delete(store.resolve("CURRENT"));
        assertDamaged(store);
    }

    @Test
    void aFlippedByteInATableIsFoundWhenItIsRead() throws IOException {
        Path closed = folder.resolve("live");
        try (Database database = Stores.open(closed)) {
            assertTrue(Stores.has(database, 1, BYTES));
        }
        Path table = largest(Stores.files(closed, ".sst"));
        Stores.flip(table, Files.size(table) / 3);
        try (Database database = Stores.open(closed)) {
            StorageFailure found = assertThrows(StorageFailure.class, database::verify);
            assertEquals(Kind.DAMAGED, found.kind());
            StorageFailure read = assertThrows(StorageFailure.class, () -> {
                for (int i = 0; i < WRITES; i++) {
                    Stores.has(database, i, BYTES);
                }
            });
            assertEquals(Kind.DAMAGED, read.kind());
            assertThrows(StorageFailure.class, () -> database.scan(Column.STATE, Scan.all(WRITES)));
        }
    }

    @Test
    void aMissingOrShortTableIsFoundWhenTheStoreIsOpened() throws IOException {
        Path closed = folder.resolve("live");
        Stores.open(closed).close();
        Path table = largest(Stores.files(closed, ".sst"));
        Stores.truncate(table, Files.size(table) - 1);
        assertDamaged(closed);
        Files.delete(table);
        assertDamaged(closed);
    }

    @Test
    void aDamagedManifestIsRefused() throws IOException {
        Path manifest;
        try (var files = Files.list(store)) {
            manifest = files.filter(file -> file.getFileName().toString().startsWith("MANIFEST"))
                    .findFirst()
                    .orElseThrow();
        }
        Stores.flip(manifest, Files.size(manifest) / 2);
        assertDamaged(store);
    }

    private static Path largest(List<Path> files) {
        return files.stream()
                .max(Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
    }

    private void assertOpensWith(int writes, long cut) {
        assertOpensWith(store, writes, cut);
    }

    private static void assertOpensWith(Path store, int writes, long cut) {
        try (Database database = Stores.open(store)) {
            for (int i = 0; i < WRITES; i++) {
                assertEquals(i < writes, Stores.has(database, i, BYTES), "write " + i);
            }
            assertEquals(cut, database.cutBytes());
        }
    }

    /// Refused with a sentence that names the command, and nothing changed: refused again.
    private static void assertDamaged(Path store) {
        for (int attempt = 0; attempt < 2; attempt++) {
            StorageFailure failure =
                    assertThrows(StorageFailure.class, () -> Stores.open(store).close());
            assertEquals(Kind.DAMAGED, failure.kind(), failure.getMessage());
            assertTrue(String.valueOf(failure.getMessage())
                    .contains("run `pyrsia repair --data " + store.getParent() + " --from URL`"));
        }
    }
}
