package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.client.backup.BackupFile;
import io.pyrsia.server.keys.OwnerFile;
import io.pyrsia.server.main.CannotStart.Exit;
import io.pyrsia.storage.HeldLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder that a node keeps everything in: one process at a time, one node and one network for ever.
///
/// The file `pyrsia-data` says whose it is. A folder with other things and without that file is left alone.
final class DataFolder implements AutoCloseable {

    private static final String MARK = "pyrsia-data";
    private static final String FORMAT = "1";
    /// What may lie in a folder that is to become a node's.
    private static final List<String> BEFORE = List.of(
            "node.conf",
            "node.key",
            "node.key.unborn",
            "genesis.json",
            "node.log",
            "node.log.1",
            "node.log.2",
            "node.log.3",
            "node.pid",
            "node.lock",
            "api-token",
            "recoveries");

    /// What else may, where a backup was restored.
    private static final List<String> RESTORED = List.of("store", BackupFile.RESTORED);

    private final Path folder;
    private final HeldLock lock;

    private DataFolder(Path folder, HeldLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// Makes the folder if there is none, and keeps other processes out of it.
    static DataFolder open(Path folder) throws IOException, CannotStart {
        Files.createDirectories(folder);
        if (!Files.exists(folder.resolve(MARK))) {
            refuseForeign(folder);
        }
        return new DataFolder(folder, HeldLock.take(folder.resolve("node.lock"), "the data in " + folder));
    }

    private static void refuseForeign(Path folder) throws IOException, CannotStart {
        boolean isRestored = Files.exists(folder.resolve(BackupFile.RESTORED));
        try (Stream<Path> files = Files.list(folder)) {
            List<String> others = files.map(file -> file.getFileName().toString())
                    .filter(name -> !BEFORE.contains(name))
                    .filter(name -> !isRestored || !RESTORED.contains(name))
                    .sorted()
                    .toList();
            if (!others.isEmpty()) {
                throw new CannotStart(
                        Exit.DATA,
                        folder + " is not the data of a Pyrsia node, it has " + others.getFirst()
                                + ": name a folder that is empty");
            }
        }
    }

    /// Makes the folder this node's, or checks that it is.
    void belongTo(NodeId node, String network) throws IOException, CannotStart {
        Path mark = folder.resolve(MARK);
        String mine = FORMAT + " " + node + " " + network;
        if (!Files.exists(mark)) {
            OwnerFile.create(mark, mine + "\n");
            Files.deleteIfExists(folder.resolve(BackupFile.RESTORED));
            return;
        }
        String[] words =
                Files.readString(mark, StandardCharsets.ISO_8859_1).strip().split(" ", -1);
        if (!words[0].equals(FORMAT) || words.length != 3) {
            throw new CannotStart(
                    Exit.DATA,
                    "the data in " + folder + " is of format " + words[0] + ", this program knows " + FORMAT
                            + ": use the program that wrote it, or a newer one");
        }
        if (!words[1].equals(node.toString())) {
            throw new CannotStart(
                    Exit.DATA,
                    "the data in " + folder + " belongs to node " + words[1] + ", the key is that of " + node
                            + ": give each node a folder of its own");
        }
        if (!words[2].equals(network)) {
            throw new CannotStart(
                    Exit.DATA,
                    "the data in " + folder + " is of the network " + words[2] + ", the genesis is that of " + network
                            + ": give each network a folder of its own");
        }
    }

    /// Whose data it is, if it is anybody's.
    Optional<NodeId> owner() throws IOException, Malformed {
        Path mark = folder.resolve(MARK);
        if (!Files.exists(mark)) {
            return Optional.empty();
        }
        String[] words = Files.readString(mark).strip().split(" ", -1);
        return words.length == 3 ? Optional.of(NodeId.parse(words[1])) : Optional.empty();
    }

    Path store() {
        return folder.resolve("store");
    }

    Path blobs() {
        return folder.resolve("blobs");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
