package io.pyrsia.server.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.backup.BackupFile;
import io.pyrsia.server.config.NodeConfig;
import io.pyrsia.server.consensus.Birth;
import io.pyrsia.storage.StorageFailure;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups of whole nodes, running and stopped, and what a node does that starts from one.
class BackupTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    private static final RandomGenerator RANDOM = Randomness.seeded(9);

    /// Each test starts again what it stopped.
    @SuppressWarnings("NullAway.Init") // set before all tests
    private static RunningNetwork network;

    @BeforeAll
    static void start() throws Exception {
        network = RunningNetwork.started(folder);
        blocks(3);
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    private static void blocks(int count) throws Exception {
        try (ApiClient api = network.node(0).client()) {
            for (int i = 0; i < count; i++) {
                api.submit(new Instruction.RegisterBuilder(
                        PrivateKey.generate(RANDOM).publicKey().id()));
            }
        }
    }

    private Path backup(int number) throws Exception {
        Path file = folder.resolve("backup-" + number + ".zip");
        try (ApiClient api = network.node(number).client();
                OutputStream out = Files.newOutputStream(file)) {
            api.backup(out);
        }
        return file;
    }

    private long height(int number) {
        return network.node(number).parts().ledger().view().state().height();
    }

    @Test
    void anAuthorityThatIsRestoredFollowsAndNeverVotes() throws Exception {
        Path file = backup(1);
        NodeId authority = network.node(1).parts().noteKey().key().id();
        assertEquals(authority, new BackupFile(file).check().node());
        network.stop(1);
        blocks(2);

        new BackupFile(file).restore(network.data(5));
        Files.copy(network.data(1).resolve("node.key"), network.data(5).resolve("node.key"));
        RunningNode restored = network.start(5);
        assertFalse(Birth.isRecorded(restored.parts().database()));
        restored.awaitReady();
        long all = height(0);
        RunningNode.await("what was saved and what came after", () -> height(5) >= all);
        long before = votes(authority);
        blocks(5);
        long reached = height(0);
        RunningNode.await("the new blocks", () -> height(5) >= reached);
        assertEquals(before, votes(authority), "no vote of its key is heard");
        network.stop(5);
        network.start(1).awaitReady();
    }

    private long votes(NodeId authority) {
        return network.node(0).parts().ledger().status().replica().votesSeen().getOrDefault(authority, 0L);
    }

    @Test
    void aBackupWithoutAKeyBecomesANodeOfItsOwn() throws Exception {
        new BackupFile(backup(0)).restore(network.data(6));
        RunningNode node = network.start(6);
        node.awaitReady();
        long reached = height(0);
        RunningNode.await("all blocks", () -> height(6) >= reached);
        assertFalse(node.parts()
                .noteKey()
                .key()
                .id()
                .equals(network.node(0).parts().noteKey().key().id()));
        network.stop(6);
        network.start(6).awaitReady();
        network.stop(6);
    }

    @Test
    void theFolderOfAStoppedNodeIsSavedAndThatOfARunningOneIsNot() throws Exception {
        Path file = folder.resolve("stopped.zip");
        NodeConfig config = NodeConfig.read(
                List.of(
                        "--data",
                        network.data(2).toString(),
                        "--genesis",
                        network.genesis().toString()),
                Map.of(),
                folder);
        StorageFailure inUse = assertThrows(StorageFailure.class, () -> StoppedBackup.write(config, file));
        assertEquals(StorageFailure.Kind.IN_USE, inUse.kind());
        network.stop(2);
        StoppedBackup.write(config, file);
        assertFalse(Files.exists(network.data(2).resolve("backup.tmp")));
        network.start(2).awaitReady();
        new BackupFile(file).restore(network.data(7));
        RunningNode node = network.start(7);
        node.awaitReady();
        network.stop(7);
    }

    @Test
    void noSecretIsInABackup() throws Exception {
        new BackupFile(backup(3)).restore(network.data(8));
        String secret = network.node(3).token().secret();
        byte[] key = Files.readAllBytes(network.data(3).resolve("node.key"));
        try (var files = Files.walk(network.data(8))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains(secret), file.toString());
                assertFalse(text.contains(new String(key, StandardCharsets.ISO_8859_1)), file.toString());
            }
        }
        try (Asking stranger = new Asking(network.node(3).uri(), "")) {
            assertEquals(401, stranger.post("/api/v1/backups", "").statusCode());
        }
    }
}
