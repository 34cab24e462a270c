package io.pyrsia.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.storage.StorageFailure.Kind;
import java.nio.file.Path;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// An older store is brought up to date, also when that is interrupted; a newer one is left alone.
class StoreFormatTest {

    private static final Bytes OLD = Stores.text("old");
    private static final Bytes NEW = Stores.text("new");

    /// Moves a row from one column to another.
    private static final StoreFormat.Migration MOVE = database -> {
        Bytes value = database.get(Column.STATE, OLD);
        if (value != null) {
            database.commit(new Batch().put(Column.INDEX, NEW, value).delete(Column.STATE, OLD));
        }
    };

    private static final StoreFormat.Migration RENAME = database -> {
        Bytes value = database.get(Column.INDEX, NEW);
        if (value != null) {
            database.commit(new Batch().put(Column.BLOBS, NEW, value).delete(Column.INDEX, NEW));
        }
    };

    @TempDir
    Path folder;

    @Test
    void anOldStoreIsMigratedStepByStep() {
        makeOldStore();
        try (Database database = open(new StoreFormat(List.of(MOVE)))) {
            assertNull(database.get(Column.STATE, OLD));
            assertEquals(Stores.text("value"), database.get(Column.INDEX, NEW));
        }
        try (Database database = open(new StoreFormat(List.of(MOVE, RENAME)))) {
            assertEquals(Stores.text("value"), database.get(Column.BLOBS, NEW));
        }
    }

    @Test
    void anInterruptedMigrationIsRunAgain() {
        makeOldStore();
        StoreFormat.Migration interrupted = database -> {
            MOVE.run(database);
            throw new IllegalStateException("the power fails");
        };
        assertThrows(IllegalStateException.class, () -> open(new StoreFormat(List.of(interrupted))));
        try (Database database = open(new StoreFormat(List.of(MOVE)))) {
            assertEquals(Stores.text("value"), database.get(Column.INDEX, NEW));
        }
    }

    @Test
    void aNewerStoreIsRefusedAndUnchanged() {
        StoreFormat newer = new StoreFormat(List.of(MOVE));
        open(newer).close();
        StorageFailure failure = assertThrows(StorageFailure.class, () -> Stores.open(folder));
        assertEquals(Kind.TOO_NEW, failure.kind());
        assertEquals(
                "the store " + folder + " has format 2, this program knows up to 1: install the newer version again",
                failure.getMessage());
        open(newer).close();
    }

    @Test
    void aNewerStoreWithAColumnOfItsOwnIsRefusedBySentence() throws RocksDBException {
        open(new StoreFormat(List.of(MOVE))).close();
        addColumn("proofs");
        StorageFailure failure = assertThrows(StorageFailure.class, () -> Stores.open(folder));
        assertEquals(Kind.TOO_NEW, failure.kind());
    }

    @Test
    void aFormatThatNobodyWroteIsDamage() {
        try (Database database = Stores.open(folder)) {
            database.commit(new Batch().put(Column.META, Stores.text("format"), Bytes.of(1)));
        }
        StorageFailure failure = assertThrows(StorageFailure.class, () -> Stores.open(folder));
        assertEquals(Kind.DAMAGED, failure.kind());
        assertTrue(String.valueOf(failure.getMessage()).contains("format version"));
    }

    private void makeOldStore() {
        try (Database database = Stores.open(folder)) {
            database.commit(new Batch().put(Column.STATE, OLD, Stores.text("value")));
        }
    }

    private Database open(StoreFormat format) {
        return Database.open(folder, StorageSettings.small(), format);
    }

    private void addColumn(String name) throws RocksDBException {
        java.util.List<ColumnFamilyDescriptor> all = new java.util.ArrayList<>();
        try (Options options = new Options()) {
            for (byte[] known : RocksDB.listColumnFamilies(options, folder.toString())) {
                all.add(new ColumnFamilyDescriptor(known));
            }
        }
        try (RocksDB rocks = RocksDB.open(folder.toString(), all, new java.util.ArrayList<>())) {
            rocks.createColumnFamily(
                            new ColumnFamilyDescriptor(Stores.text(name).toArrayUnsafe()))
                    .close();
        }
    }
}
