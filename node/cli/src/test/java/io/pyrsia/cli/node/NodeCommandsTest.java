package io.pyrsia.cli.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.cli.FakeNode;
import io.pyrsia.cli.Run;
import io.pyrsia.cli.Samples;
import io.pyrsia.client.api.Held;
import io.pyrsia.client.api.KeysInfo;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.api.Peer;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.TrustReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCommandsTest {

    private final FakeNode node;

    NodeCommandsTest() throws IOException {
        node = new FakeNode();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void pings() {
        node.answers("GET status", NodeStatus.class, Samples.status(4, true));
        assertEquals(new Run(0, "Connection Successful !!\n", ""), node.run("ping"));
        assertTrue(node.run("ping", "--output", "yaml").out().contains("peers: 4\n"));
    }

    @Test
    void tellsWhereANodeStands() {
        node.answers("GET status", NodeStatus.class, Samples.status(4, true));
        for (String name : List.of("status", "-s")) {
            Run status = node.run(name);
            assertEquals(0, status.exitCode(), status.err());
            assertTrue(status.out().startsWith("Connected Peers Count:       4\nstate         ready\n"), status.out());
            assertTrue(status.out().contains("epoch, view   0, 12\n"), status.out());
        }
    }

    @Test
    void tellsWhatANodeWaitsFor() {
        node.answers("GET status", NodeStatus.class, Samples.status(0, false));
        assertTrue(node.run("status").out().contains("state         not ready: blocks 7 to 9\n"));
    }

    @Test
    void listsPeers() {
        node.answers("GET peers", Peer.Page.class, Samples.peers());
        assertEquals("""
                Connected Peers:
                PEER ID      ROLE       ADDRESSES
                12D3KooWtwo  authority  /ip4/127.0.0.1/tcp/4001
                12D3KooWsix  regular    /ip4/127.0.0.1/tcp/4006 /ip6/::1/tcp/4006
                """, node.run("list").out());
        assertEquals(node.run("list"), node.run("-l"));
        node.answers("GET peers", Peer.Page.class, new Peer.Page(List.of()));
        assertEquals(new Run(0, "Connected Peers:\n", ""), node.run("list"));
    }

    @Test
    void listsPackages() {
        Digest digest = Digest.sha256(Bytes.of(1));
        Instant used = Instant.parse("2026-11-21T10:00:00Z");
        Held held = new Held("oci", "docker.io", "library/alpine/manifests/3", digest, 2_048, null, 3, used);
        Held pushed = new Held("maven", null, "a/b/1/b-1.jar", digest, 7, TrustReport.Level.VERIFIED, 0, used);
        node.answers("GET packages", Held.Page.class, new Held.Page(List.of(held), "more"));
        node.answers("GET packages?cursor=more", Held.Page.class, new Held.Page(List.of(pushed), null));
        assertEquals("""
                PACKAGE                         FROM       SIZE   TRUST           PEERS  LAST USE
                oci library/alpine/manifests/3  docker.io  2 KiB  not in the log  3      2026-11-21T10:00:00Z
                maven a/b/1/b-1.jar             this node  7 B    VERIFIED        0      2026-11-21T10:00:00Z
                """, node.run("list", "--packages").out());
        node.answers("GET packages", Held.Page.class, new Held.Page(List.of(), null));
        assertEquals(new Run(0, "No packages.\n", ""), node.run("list", "--packages"));
    }

    @Test
    void showsKeys() {
        node.answers("GET keys", KeysInfo.class, Samples.keys());
        assertTrue(node.run("keys").out().endsWith("kept in       encrypted file\n"));
    }

    @Test
    void refusalsHaveTheirExitCodes() {
        Map.of(
                        Problem.Code.UNAUTHORISED, 6,
                        Problem.Code.NOT_FOUND, 3,
                        Problem.Code.REJECTED, 1,
                        Problem.Code.TOO_MANY, 7,
                        Problem.Code.NOT_READY, 7,
                        Problem.Code.TIMED_OUT, 7,
                        Problem.Code.FAILED, 1)
                .forEach((code, exit) -> {
                    node.refuses("GET status", Problem.of(code, "the reason").because("WHY"));
                    Run refused = node.run("ping");
                    assertEquals(exit, refused.exitCode());
                    assertTrue(refused.err().startsWith("pyrsia: the reason (WHY)\n"), refused.err());
                });
    }

    @Test
    void nobodyThereIsOneSentenceAndWhatToDo() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Run run = Run.of("ping", "--node", "127.0.0.1:" + free);
        assertEquals(4, run.exitCode());
        assertTrue(run.err().contains("nobody answers there") && run.err().contains("pyrsia up"), run.err());
    }

    @Test
    void anotherServerIsNotANode() {
        node.answers("GET status", 200, "<html>hello</html>");
        Run run = node.run("ping");
        assertEquals(4, run.exitCode());
        assertTrue(run.err().contains("not as a Pyrsia node"), run.err());
    }

    @Test
    void theNodeComesFromTheOptionTheEnvironmentOrTheConfiguration(@TempDir Path folder) throws IOException {
        node.answers("GET status", NodeStatus.class, Samples.status(4, true));
        assertEquals(0, Run.in(Map.of("PYRSIA_NODE", node.address()), "ping").exitCode());
        Map<String, String> home = Map.of("XDG_CONFIG_HOME", folder.toString());
        String port = node.address().replaceFirst(".*:", "");
        assertEquals(
                0,
                Run.in(home, "config", "edit", "--host", "127.0.0.1", "--port", port)
                        .exitCode());
        assertEquals(0, Run.in(home, "ping").exitCode());
        assertEquals(2, Run.of("ping", "--node", "ftp://x").exitCode());
        assertEquals(2, Run.of("ping", "--node", "::junk::").exitCode());
    }

    @Test
    void theTokenGoesAlongAndItsFileIsChecked(@TempDir Path folder) throws IOException {
        node.answers("GET status", NodeStatus.class, Samples.status(4, true));
        Path token = Files.writeString(folder.resolve("token"), "ab".repeat(32) + "\n");
        assertEquals(0, node.run("ping", "--token-file", token.toString()).exitCode());
        assertEquals("Bearer " + "ab".repeat(32), node.authorization());
        Files.writeString(token, "short");
        Run wrong = node.run("ping", "--token-file", token.toString());
        assertEquals(new Run(1, "", "pyrsia: a token has 64 hexadecimal digits\n"), wrong);
        assertEquals(
                3,
                node.run("ping", "--token-file", folder.resolve("none").toString())
                        .exitCode());
    }

    @Test
    void theTokenOfTheNetworkOnThisMachineGoesToThisMachineOnly(@TempDir Path folder) throws IOException {
        node.answers("GET status", NodeStatus.class, Samples.status(4, true));
        Files.writeString(folder.resolve("api-token"), "cd".repeat(32));
        String port = node.address().replaceFirst(".*:", "");
        Map<String, String> environment = Map.of("PYRSIA_DATA", folder.toString());
        for (String host : List.of("127.0.0.1", "localhost")) {
            Run.in(environment, "ping", "--node", host + ":" + port);
            assertEquals("Bearer " + "cd".repeat(32), node.authorization());
        }
        Run.in(environment, "ping", "--node", "0.0.0.0:" + port);
        assertEquals("null", node.authorization());
    }
}
