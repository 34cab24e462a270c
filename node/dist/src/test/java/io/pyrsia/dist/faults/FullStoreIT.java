package io.pyrsia.dist.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageFailure;
import io.pyrsia.storage.StorageSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The store on a disk that becomes full: in its log, in the middle of a table, or while it begins a new file.
@Tag("faults")
@SuppressWarnings("try") // an interruption ends the test
class FullStoreIT {

    private static final int VALUE_BYTES = 20_000;
    private static final int ENOUGH_MIB = 512;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    /// Larger than a number, and no compression makes it smaller.
    private static Bytes value(int number) {
        byte[] bytes = new byte[VALUE_BYTES];
        new SplittableRandom(number).nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private static Bytes key(int number) {
        return Bytes.ofUnsignedInt(number);
    }

    private static Batch row(int number) {
        Column column = number % 2 == 0 ? Column.BLOCKS : Column.TILES;
        return new Batch().put(column, key(number), value(number));
    }

    /// How many rows were written before there was no room.
    private static int fill(Database database) {
        int written = 0;
        while (true) {
            try {
                database.commit(row(written));
                written++;
            } catch (StorageFailure e) {
                assertFull(database.path(), e);
                return written;
            }
        }
    }

    private static void assertFull(Path store, StorageFailure failure) {
        assertEquals("the disk of the store " + store + " is full: make room, then start again", failure.getMessage());
        assertEquals(StorageFailure.Kind.FULL, failure.kind());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 13, 17, 18, 23, 29, 37, 53})
    void nothingThatWasWrittenIsLost(int mib) throws Exception {
        String problem = SmallDisk.problem(folder);
        FaultsIT.notRun("store on a full disk", problem);
        Path poor = Files.createDirectory(folder.resolve("poor"));
        Path store = poor.resolve("store");
        try (SmallDisk disk = SmallDisk.under(poor, mib)) {
            int written;
            try (Database database = Database.open(store, StorageSettings.small())) {
                written = fill(database);
                StorageFailure later = assertThrows(StorageFailure.class, () -> database.commit(row(0)));
                assertEquals(StorageFailure.Kind.STOPPED, later.kind());
            }
            assertTrue(written > 0);
            openWithoutRoom(store);
            disk.grow(ENOUGH_MIB);
            try (Database database = Database.open(store, StorageSettings.small())) {
                for (int number = 0; number < written; number++) {
                    Column column = number % 2 == 0 ? Column.BLOCKS : Column.TILES;
                    assertEquals(value(number), database.get(column, key(number)), "row " + number);
                }
                database.verify();
                database.commit(row(written));
            }
        }
    }

    /// It may open: a log that was replayed and written out leaves room.
    private static void openWithoutRoom(Path store) {
        try (Database database = Database.open(store, StorageSettings.small())) {
            fill(database);
        } catch (StorageFailure e) {
            assertFull(store, e);
        }
    }
}
