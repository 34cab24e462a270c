package io.pyrsia.server.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.server.config.NodeConfig;
import io.pyrsia.server.ledger.RecoveryPoint;
import io.pyrsia.server.log.ServedLog;
import io.pyrsia.server.log.StoredEntries;
import io.pyrsia.server.recovery.AcceptedRecoveries;
import io.pyrsia.server.recovery.RecoveryDocument;
import io.pyrsia.server.report.Journal;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that work on the files of nodes that are stopped, with real folders, keys and stores.
class StoppedNodeTest {

    private static final int FIRST_PORT = 20_000;
    private static final int END_PORT = 30_000;
    private static final int PORTS = 10;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /// Four authorities, of which two have been started once.
    @BeforeEach
    void prepare() throws Exception {
        prepareNetwork();
        start("authority-1");
        start("authority-2");
    }

    /// At ports that are free now; the nodes are started at others.
    private void prepareNetwork() throws Exception {
        for (int port = FIRST_PORT; port < END_PORT; port += PORTS) {
            try {
                Prepare.network(List.of(folder.toString(), "" + port, "4"));
                return;
            } catch (CannotStart e) {
                assertEquals(CannotStart.Exit.IN_USE, e.exit(), e.getMessage());
            }
        }
        throw new AssertionError("no ports are free");
    }

    private String data(String node) {
        return folder.resolve("nodes").resolve(node).toString();
    }

    /// Starts a node that finds nobody, and stops it.
    private void start(String node) throws Exception {
        List<String> flags = List.of(
                "--config", data(node) + "/node.conf", "--http-port", "0", "--p2p-listen", "/ip4/127.0.0.1/tcp/0");
        NodeConfig config = NodeConfig.read(flags, Map.of(), folder);
        Node.start(config, Clock.system(), Journal.install(System.out), reason -> {})
                .close();
    }

    private StoppedNode stopped(String node) throws Exception {
        return StoppedNode.open(new Options(List.of("--data", data(node))), Map.of());
    }

    private NodeId id(String node) throws Exception {
        NodeConfig config = NodeConfig.read(List.of("--config", data(node) + "/node.conf"), Map.of(), folder);
        return KeyOfNode.make(config, new Random(1)).publicKey().id();
    }

    private PrintStream out() {
        printed.reset();
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private void recover(String... words) throws Exception {
        new Recover(out(), Clock.system()).run(List.of(words), Map.of());
    }

    private void draft(String file, String reason) throws Exception {
        List<String> words = new ArrayList<>(List.of("draft", "--data", data("authority-1"), "--reason", reason));
        words.addAll(List.of("--file", folder.resolve(file).toString()));
        words.addAll(List.of("--survivor", id("authority-1").toString()));
        words.addAll(List.of("--survivor", id("authority-2").toString()));
        for (NodeId node : List.of(id("authority-1"), id("authority-2"), id("authority-3"), id("regular"))) {
            words.addAll(List.of("--authority", node.toString()));
        }
        recover(words.toArray(String[]::new));
    }

    private void sign(String node, String file) throws Exception {
        recover("sign", "--data", data(node), "--file", folder.resolve(file).toString());
    }

    private void accept(String node, String digest) throws Exception {
        String file = folder.resolve("first").toString();
        recover("accept", "--data", data(node), "--file", file, "--digest", digest);
    }

    @Test
    void survivorsDraftSignAndAccept() throws Exception {
        draft("first", "a fire");
        RecoveryDocument document =
                AcceptedRecoveries.load(folder.resolve("first")).document();
        String digest = document.digest().toString();
        assertTrue(
                printed.toString(StandardCharsets.UTF_8).contains("Recovery " + digest),
                printed.toString(StandardCharsets.UTF_8));
        assertThrows(Malformed.class, () -> accept("authority-1", digest), "nobody has signed");
        sign("authority-1", "first");
        assertTrue(
                printed.toString(StandardCharsets.UTF_8).contains("Still to sign"),
                printed.toString(StandardCharsets.UTF_8));
        sign("authority-2", "first");
        assertThrows(Malformed.class, () -> accept("authority-1", "sha256:" + "0".repeat(64)), "another digest");
        for (String node : List.of("authority-1", "authority-2", "regular")) {
            accept(node, digest);
            accept(node, digest);
        }
        draft("second", "another fire");
        assertThrows(Malformed.class, () -> sign("authority-1", "second"), "two recoveries of one epoch");

        start("authority-1");
        try (StoppedNode node = stopped("authority-1");
                Database store = node.store()) {
            RecoveryPoint point = RecoveryPoint.read(store, node.genesis(), List.of(document));
            assertEquals(1, point.standing().base().epoch());
            assertEquals(1, point.state().authorities().epoch());
            assertTrue(point.state().authorities().nodes().contains(id("regular")));
        }
    }

    @Test
    void wrongWordsAreOneSentence() {
        assertThrows(Malformed.class, () -> recover());
        assertThrows(Malformed.class, () -> recover("undo", "--file", "x"));
        assertThrows(Malformed.class, () -> recover("sign", "--file"));
        assertThrows(CannotStart.class, () -> recover("sign", "--file", "x", "--data", folder + "/nowhere"));
        assertThrows(Malformed.class, () -> new Mend(out())
                .repair(List.of("--data", data("regular"), "--from", "node 7"), Map.of()));
    }

    @Test
    void aNodeThatIsInUseIsLeftAlone() throws Exception {
        try (StoppedNode held = stopped("authority-1")) {
            assertTrue(held.hasStore());
            StorageFailure refused = assertThrows(StorageFailure.class, () -> new Mend(out())
                    .reindex(List.of("--data", data("authority-1")), Map.of()));
            assertEquals(StorageFailure.Kind.IN_USE, refused.kind());
        }
    }

    @Test
    void theIndexIsMadeAgain() throws Exception {
        new Mend(out()).reindex(List.of("--data", data("authority-1")), Map.of());
        String said = printed.toString(StandardCharsets.UTF_8);
        assertTrue(said.matches("(?s)The search index was made again from [1-9]\\d* entries.\\s*"), said);
    }

    @Test
    void whatIsMissingOfTheLogIsFetched() throws Exception {
        try (StoppedNode node = stopped("authority-1");
                Database store = node.store()) {
            store.commit(new Batch().deleteRange(Column.ENTRIES, Bytes.EMPTY, Bytes.of(0xff)));
        }
        CannotStart alone = assertThrows(
                CannotStart.class, () -> new Mend(out()).repair(List.of("--data", data("authority-1")), Map.of()));
        assertTrue(String.valueOf(alone.getMessage()).contains("--from"), alone.getMessage());
        try (StoppedNode other = stopped("authority-2");
                Database healthy = other.store()) {
            try (ServedLog served = new ServedLog(healthy)) {
                String from = "http://127.0.0.1:" + served.uri().getPort() + "/log";
                new Mend(out()).repair(List.of("--data", data("authority-1"), "--from", from), Map.of());
            }
            String said = printed.toString(StandardCharsets.UTF_8);
            assertTrue(said.contains("Fetched again and proven") && said.contains("The log is whole"), said);
            try (StoppedNode node = stopped("authority-1");
                    Database store = node.store()) {
                assertEquals(new StoredEntries(healthy).entry(2), new StoredEntries(store).entry(2));
            }
        }
    }

    @Test
    void aDamagedStoreNamesTheCommandThatMendsIt() throws Exception {
        flipInLogs(Path.of(data("authority-1")).resolve("store"));
        CannotStart refused = assertThrows(CannotStart.class, () -> start("authority-1"));
        assertEquals(CannotStart.Exit.DATA, refused.exit());
        assertTrue(
                String.valueOf(refused.getMessage())
                        .contains("`pyrsia repair --data " + data("authority-1") + " --from URL`"),
                refused.getMessage());
        CannotStart noSource = assertThrows(
                CannotStart.class, () -> new Mend(out()).repair(List.of("--data", data("authority-1")), Map.of()));
        assertFalse(String.valueOf(noSource.getMessage()).isEmpty());
    }

    /// Changes a byte in the first write of each log.
    private static void flipInLogs(Path store) throws IOException {
        try (var files = Files.list(store)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".log")).toList()) {
                byte[] content = Files.readAllBytes(file);
                if (content.length > 100) {
                    content[40] ^= 1;
                    Files.write(file, content);
                }
            }
        }
    }
}
