package io.pyrsia.server.log;

import io.pyrsia.log.Appended;
import io.pyrsia.log.Edge;
import io.pyrsia.log.HashReader;
import io.pyrsia.log.HashReaderContract;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.nio.file.Path;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The tiles on disk keep the contract of all stores of tiles.
class StoredTilesTest extends HashReaderContract {

    @TempDir
    private Path folder;

    private Database store;
    private LogWriter writer;

    @BeforeEach
    void open() {
        store = Database.open(folder.resolve("store"), StorageSettings.small());
        writer = new LogWriter(new StoredLog(store), Edge.EMPTY);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected void store(Appended appended, List<Bytes> entries) {
        Batch batch = new Batch();
        writer.write(batch::put, appended, entries);
        store.commit(batch);
    }

    @Override
    protected HashReader reader() {
        return new StoredLog(store);
    }
}
