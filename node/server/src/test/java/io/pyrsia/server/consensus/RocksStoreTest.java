package io.pyrsia.server.consensus;

import io.pyrsia.consensus.DurableStore;
import io.pyrsia.consensus.DurableStoreContract;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The store on disk keeps to the contract; killed means that its files are copied while it is open.
class RocksStoreTest extends DurableStoreContract {

    @TempDir
    Path folder;

    private final Map<DurableStore, Database> open = new HashMap<>();
    private int stores;

    @Override
    protected DurableStore create() {
        return open(folder.resolve("store" + stores++));
    }

    @Override
    protected DurableStore reopen(DurableStore store) throws IOException {
        Database killed = Objects.requireNonNull(open.remove(store));
        Path copy = Files.createDirectory(folder.resolve("store" + stores++));
        try (var files = Files.list(killed.path())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        killed.close();
        return open(copy);
    }

    private DurableStore open(Path path) {
        Database database = Database.open(path, StorageSettings.small());
        DurableStore store = new RocksStore(database);
        open.put(store, database);
        return store;
    }

    @AfterEach
    void close() {
        open.values().forEach(Database::close);
    }
}
