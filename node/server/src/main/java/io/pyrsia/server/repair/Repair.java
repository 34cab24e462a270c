package io.pyrsia.server.repair;

import io.pyrsia.log.Hash;
import io.pyrsia.server.search.IndexBuilder;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageFailure;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What `pyrsia repair` does to the store of a node that is stopped: it salvages what can be read, proves the log
/// against a tree that is trusted, fetches what is damaged from others, and makes the search index again.
///
/// A store whose files are damaged is replaced by a new one; the old one stays beside it, as `STORE.damaged`.
public final class Repair {

    private static final String DAMAGED = ".damaged";
    private static final String NEW = ".repairing";

    private final Path store;
    private final StorageSettings settings;

    public Repair(Path store, StorageSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /// Repairs the log up to the tree of `size` entries with this root: that of the state's edge or, if the state is
    /// lost, of a checkpoint that the network's policy accepts. Sources are asked in their order.
    public Repaired run(long size, Hash root, List<LogSource> sources) throws IOException, InterruptedException {
        finishInterrupted();
        List<Column> lost = hasDamagedFiles() ? salvage(size) : List.of();
        try (Database database = Database.open(store, settings)) {
            LogRepair log = new LogRepair(database, sources, size, root);
            log.run();
            long indexed = log.missing().isEmpty() ? new IndexBuilder(database).rebuild() : 0;
            return new Repaired(lost, log.replaced(), log.missing(), indexed);
        }
    }

    /// A repair that was interrupted between its two renames left the new store, complete, under its first name.
    private void finishInterrupted() throws IOException {
        if (!Files.exists(store) && Files.exists(beside(DAMAGED)) && Files.exists(beside(NEW))) {
            Files.move(beside(NEW), store);
        }
        if (!Files.exists(store)) {
            throw new IOException("there is no store " + store);
        }
    }

    private boolean hasDamagedFiles() {
        try (Database database = Database.open(store, settings)) {
            database.verify();
            return false;
        } catch (StorageFailure e) {
            return isDamage(e);
        }
    }

    private List<Column> salvage(long size) throws IOException {
        Path fresh = beside(NEW);
        Path old = beside(DAMAGED);
        if (Files.exists(old)) {
            throw new IOException(old + " is there from an earlier repair: look at it, then remove it");
        }
        delete(fresh);
        List<Column> lost;
        try (Database to = Database.open(fresh, settings)) {
            lost = salvage(to, size);
        }
        Files.move(store, old);
        Files.move(fresh, store);
        return lost;
    }

    private List<Column> salvage(Database to, long size) {
        try (Database from = Database.open(store, settings)) {
            return new Salvage(from, to, size).copy();
        } catch (StorageFailure e) {
            // It does not even open: nothing can be read.
            isDamage(e);
            return Arrays.asList(Column.values());
        }
    }

    private static boolean isDamage(StorageFailure failure) {
        if (failure.kind() != StorageFailure.Kind.DAMAGED) {
            throw failure;
        }
        return true;
    }

    /// What is left of a repair that was interrupted.
    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private Path beside(String suffix) {
        return store.resolveSibling(store.getFileName() + suffix);
    }
}
