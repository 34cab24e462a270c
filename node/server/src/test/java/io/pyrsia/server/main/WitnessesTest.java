package io.pyrsia.server.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.client.LogClient;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.SignedCheckpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A network's log is cosigned by a node that is told to be its witness, over HTTP.
class WitnessesTest {

    @TempDir
    Path folder;

    private static String get(RunningNode node, String path) throws IOException, InterruptedException {
        try (LogClient client = new LogClient(node.uri())) {
            return new String(client.get(path, 1 << 16).orElseThrow().toArrayUnsafe(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aNodeCosignsTheLogOfAnother() throws Exception {
        try (RunningNetwork network = RunningNetwork.started(folder)) {
            Path logs = folder.resolve("logs");
            // Every authority's: a quorum is three of the four, so that any one of them may be missing under a
            // checkpoint.
            StringBuilder policy = new StringBuilder();
            get(network.node(0), "log/vkeys")
                    .lines()
                    .forEach(key -> policy.append("log ").append(key).append('\n'));
            Files.writeString(logs, policy.append("quorum none\n"));
            RunningNode witness =
                    network.start(4, "--witness-logs", logs.toString(), "--witness-name", "witness.test/w");
            NoteKey key = NoteKey.parse(get(witness, "witness/vkey").strip());
            assertEquals("witness.test/w", key.name());
            assertEquals(NoteKey.Kind.WITNESS, key.kind());

            Path asked = folder.resolve("asked");
            URI at = witness.uri().resolve("/witness");
            Files.writeString(asked, "witness w " + key.verifierKey() + " " + at + "\nquorum w\n");
            RunningNode follower = network.start(5, "--log-witnesses", asked.toString());
            follower.awaitReady();
            RunningNode.await("a cosigned checkpoint", () -> isCosigned(follower, key));
            assertTrue(get(follower, "log/checkpoint").contains("\u2014 witness.test/w "));

            network.stop(4);
            RunningNode again = network.start(4, "--witness-logs", logs.toString(), "--witness-name", "witness.test/w");
            assertEquals(key.verifierKey(), get(again, "witness/vkey").strip());
        }
    }

    private static boolean isCosigned(RunningNode node, NoteKey key) {
        return node.parts()
                .ledger()
                .checkpoint()
                .map(checkpoint -> signers(checkpoint, key).contains(key))
                .orElse(false);
    }

    private static List<NoteKey> signers(SignedCheckpoint checkpoint, NoteKey key) {
        try {
            return checkpoint.note().signers(List.of(key));
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }
}
