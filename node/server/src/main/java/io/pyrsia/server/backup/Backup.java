package io.pyrsia.server.backup;

import io.pyrsia.base.NodeId;
import io.pyrsia.client.backup.BackupWriter;
import io.pyrsia.server.consensus.Birth;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Writes a node's data as one stream while the node goes on: the genesis and the store, as they are at one moment.
///
/// The key stays here, and the copy forgets that its store was born with one: whatever key is used with it later, the
/// node follows and does not vote, because the copy cannot know what was signed after it.
public final class Backup {

    private static final String COPY = "backup.tmp";

    private final Database database;
    private final Path genesis;
    private final NodeId node;
    private final String network;
    /// One at a time: each keeps old files of the store alive.
    private final Semaphore turn = new Semaphore(1);

    /// Of one node.
    ///
    /// @param genesis the file that names the network
    public Backup(Database database, Path genesis, NodeId node, String network) {
        this.database = database;
        this.genesis = genesis;
        this.node = node;
        this.network = network;
    }

    /// Makes the copy and writes it; asks for nowhere to write, and says no, if another one is being made.
    public boolean write(Instant now, Supplier<OutputStream> out) throws IOException {
        if (!turn.tryAcquire()) {
            return false;
        }
        Path folder = database.path().resolveSibling(COPY);
        try {
            delete(folder);
            database.checkpoint(folder);
            try (Database copy = Database.open(folder, StorageSettings.small())) {
                Birth.forget(copy);
            }
            BackupWriter writer = new BackupWriter(out.get());
            writer.add("genesis.json", genesis);
            for (Path file : files(folder)) {
                writer.add("store/" + file.getFileName(), file);
            }
            writer.finish(node, network, now);
            return true;
        } finally {
            delete(folder);
            turn.release();
        }
    }

    /// What makes a store; the locks and the lines that RocksDB writes about itself do not.
    private static List<Path> files(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().matches("LOCK|LOG(\\.old.*)?|.*\\.lock"))
                    .sorted()
                    .toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : files) {
            Files.delete(each);
        }
    }
}
