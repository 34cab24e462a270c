package io.pyrsia.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.cli.FakeNode;
import io.pyrsia.cli.Run;
import io.pyrsia.cli.Samples;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.NodeStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A healthy node (its files, a process that has them, and an answering port), and each fault planted into it.
class DoctorTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final FakeNode node;
    private final ServerSocket peer;
    private final List<Process> processes = new ArrayList<>();

    DoctorTest() throws IOException {
        node = new FakeNode();
        peer = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @BeforeEach
    void health() throws IOException {
        answers(4, true, Duration.ZERO);
        node.answers("GET authorities", Authorities.class, authorities(true, 10));
        configure("");
        secret("node.key");
        secret("api-token");
        Files.writeString(folder.resolve("pyrsia-data"), "1 " + Samples.node(1) + " test\n");
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        node.close();
        peer.close();
        for (Process process : processes) {
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    private void answers(int peers, boolean ready, Duration late) {
        answers(peers, ready, late, null);
    }

    private void answers(int peers, boolean ready, Duration late, @Nullable String clockProblem) {
        NodeStatus sample = Samples.status(peers, ready);
        node.answers(
                "GET status",
                NodeStatus.class,
                new NodeStatus(
                        sample.node(),
                        sample.peerId(),
                        sample.network(),
                        sample.role(),
                        "(not packaged)",
                        sample.startedAt(),
                        Instant.now().minus(late),
                        sample.ready(),
                        sample.waitingFor(),
                        sample.peers(),
                        sample.height(),
                        sample.finalHeight(),
                        sample.epoch(),
                        sample.view(),
                        sample.logSize(),
                        sample.logRoot(),
                        sample.waitingTransactions(),
                        clockProblem));
    }

    private static Authorities authorities(boolean others, long missing) {
        List<Authorities.Member> members = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            members.add(
                    new Authorities.Member(Samples.node(i), "peer-" + i, i == 1, i != 1 && others, 20, missing, "k"));
        }
        return new Authorities(0, 3, members, List.of());
    }

    private int port() {
        return Integer.parseInt(node.address().replaceFirst(".*:", ""));
    }

    private Path configure(String more) throws IOException {
        return Files.writeString(folder.resolve("node.conf"), """
                data = .
                http.port = %d
                p2p.listen = /ip4/127.0.0.1/tcp/0
                p2p.peers = /ip4/127.0.0.1/tcp/%d/p2p/12D3KooWx
                %s
                """.formatted(port(), peer.getLocalPort(), more));
    }

    private void replace(String line, String with) throws IOException {
        Path file = folder.resolve("node.conf");
        Files.writeString(file, Files.readString(file).replaceFirst("(?m)^" + line + ".*$", with));
    }

    private void secret(String name) throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve(name), "secret"), PosixFilePermissions.fromString("rw-------"));
    }

    /// A process of its own that has the node's data.
    private void run() throws IOException {
        Process process = new ProcessBuilder(Children.java(
                        LockHolder.class, folder.resolve("node.lock").toString()))
                .start();
        processes.add(process);
        try (BufferedReader out = process.inputReader()) {
            assertEquals("true", out.readLine());
        }
    }

    private Run doctor() {
        return Run.of("doctor", "--config", folder.resolve("node.conf").toString());
    }

    private static void assertFault(String expected, Run run) {
        assertEquals(1, run.exitCode(), run.out());
        assertTrue(
                run.out().lines().anyMatch(line -> line.startsWith("FAULT    ") && line.contains(expected)), run.out());
        assertTrue(run.out().contains("         -> "), run.out());
    }

    private static void assertWarning(String expected, Run run) {
        assertEquals(0, run.exitCode(), run.out());
        assertTrue(
                run.out().lines().anyMatch(line -> line.startsWith("warning  ") && line.contains(expected)), run.out());
    }

    @Test
    void findsNothingWrongWithAHealthyNode() throws IOException {
        run();
        Run healthy = doctor();
        assertEquals(0, healthy.exitCode(), healthy.out());
        assertTrue(!healthy.out().contains("FAULT"), healthy.out());
        for (String check : List.of("process", "clock", "disk", "data", "secrets", "peers", "state", "votes")) {
            assertTrue(healthy.out().contains("ok       " + folder.getFileName() + ", " + check + ": "), healthy.out());
        }
        assertTrue(Run.of("doctor", "--config", folder.resolve("node.conf").toString(), "--output", "json")
                .out()
                .contains("\"gravity\": \"fine\""));
    }

    @Test
    void aMistypedSetting() throws IOException {
        configure("http.prot = 1");
        assertFault("node.conf:5: there is no http.prot; did you mean http.port?", doctor());
        configure("junk");
        assertFault("a line is `name = value`", doctor());
        configure("data = twice");
        assertFault("data was said before", doctor());
    }

    @Test
    void aConfigurationThatIsNotThere() throws IOException {
        Files.delete(folder.resolve("node.conf"));
        assertFault("there is no " + folder.resolve("node.conf"), doctor());
    }

    @Test
    void aClockThatIsADayOff() throws IOException {
        run();
        answers(4, true, Duration.ofDays(1));
        assertFault(", clock: this machine's clock says", doctor());
    }

    @Test
    void aClockThatTheNodesNetworkContradicts() throws IOException {
        run();
        answers(4, true, Duration.ZERO, "this machine's clock is 90 s ahead of the network's");
        assertFault(", clock: the node says: this machine's clock is 90 s ahead", doctor());
    }

    @Test
    void aClockThatWasSetBack() throws IOException {
        run();
        Files.setLastModifiedTime(
                folder.resolve("pyrsia-data"), FileTime.from(Instant.now().plus(Duration.ofDays(1))));
        assertFault("but the node wrote a file at", doctor());
    }

    @Test
    void aFolderThatIsNotThere() throws IOException {
        replace("data", "data = elsewhere");
        assertFault("there is no folder " + folder.resolve("elsewhere"), doctor());
    }

    @Test
    void dataOfANewerVersion() throws IOException {
        Files.writeString(folder.resolve("pyrsia-data"), "2 whatever comes then\n");
        assertFault("is of format 2, this program knows 1", doctor());
    }

    @Test
    void aStoreThatIsNobodys() throws IOException {
        Files.delete(folder.resolve("pyrsia-data"));
        Files.createDirectory(folder.resolve("store"));
        assertFault("does not say whose it is", doctor());
    }

    @Test
    void aKeyThatOthersCanRead() throws IOException {
        Files.setPosixFilePermissions(folder.resolve("node.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertFault("others can read the secret in " + folder.resolve("node.key"), doctor());
    }

    @Test
    void aTokenThatOthersCanRead() throws IOException {
        Files.setPosixFilePermissions(folder.resolve("api-token"), PosixFilePermissions.fromString("rw-rw----"));
        assertFault("others can read the secret in " + folder.resolve("api-token"), doctor());
    }

    @Test
    void aKeyThatIsGone() throws IOException {
        Files.delete(folder.resolve("node.key"));
        assertFault("node.key is gone", doctor());
    }

    @Test
    void aNodeThatDoesNotRunAndWhatItSaidLast() throws IOException {
        Files.writeString(folder.resolve("node.log"), "a line\npyrsia: the disk is full\nanother\n");
        Run run = doctor();
        assertFault(", process: the node is not running", run);
        assertTrue(run.out().contains("Its last words: the disk is full"), run.out());
    }

    @Test
    void anHttpPortThatAnotherProgramHas() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> closeEach(other));
            replace("http.port", "http.port = " + other.getLocalPort());
            assertFault("the HTTP port 127.0.0.1:" + other.getLocalPort() + " cannot be used", doctor());
        }
    }

    /// A server that speaks something else: it hangs up.
    private static void closeEach(ServerSocket server) {
        try {
            while (!server.isClosed()) {
                server.accept().close();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @Test
    void aPeerPortThatAnotherProgramHas() throws IOException {
        replace("p2p.listen", "p2p.listen = /ip4/127.0.0.1/tcp/" + peer.getLocalPort());
        assertFault("the port for other nodes 127.0.0.1:" + peer.getLocalPort() + " cannot be used", doctor());
    }

    @Test
    void aProcessThatHasTheDataAndDoesNotAnswer() throws IOException {
        run();
        node.close();
        Run run = doctor();
        assertFault(", process: process " + processes.getFirst().pid() + " has the data in", run);
    }

    @Test
    void anotherNodeThatAnswersOnThePort() throws IOException {
        run();
        Files.writeString(folder.resolve("pyrsia-data"), "1 " + Samples.node(9) + " test\n");
        assertFault("another node answers at", doctor());
    }

    @Test
    void peersThatCannotBeReached() throws IOException {
        run();
        peer.close();
        Run run = doctor();
        assertFault("0 of 1 bootstrap peers can be reached", run);
        assertTrue(run.out().contains("cannot be reached: Connection refused"), run.out());
    }

    @Test
    void aNodeWithoutPeers() throws IOException {
        run();
        answers(0, true, Duration.ZERO);
        assertFault("the node has no peers", doctor());
    }

    @Test
    void aNodeThatHasNotCaughtUp() throws IOException {
        run();
        answers(4, false, Duration.ZERO);
        assertWarning("it waits for blocks 7 to 9", doctor());
    }

    @Test
    void aQuorumThatIsNotThere() throws IOException {
        run();
        node.answers("GET authorities", Authorities.class, authorities(false, 0));
        assertFault("the node reaches 1 of 4 authorities, and 3 must agree", doctor());
    }

    @Test
    void votesThatDoNotArrive() throws IOException {
        run();
        node.answers("GET authorities", Authorities.class, authorities(true, 21));
        assertWarning("authority peer-2 is connected, but of its votes 21 are missing and 20 were seen", doctor());
    }

    @Test
    void aNodeElsewhereThatDoesNotAnswer() {
        node.close();
        assertFault("nobody answers there", Run.of("doctor", "--node", node.address()));
    }

    @Test
    void allNodesOfTheNetworkOnThisMachine(@TempDir Path network) throws IOException {
        for (String name : List.of("authority-1", "regular")) {
            Path data = Files.createDirectories(network.resolve("nodes").resolve(name));
            Files.copy(folder.resolve("node.conf"), data.resolve("node.conf"));
        }
        Run run = Run.in(Map.of("PYRSIA_DATA", network.toString()), "doctor");
        assertFault("authority-1, process: the node is not running", run);
        assertFault("regular, process: the node is not running", run);
        Run other = Run.in(Map.of("PYRSIA_DATA", network.toString(), "PYRSIA_NODE", node.address()), "doctor");
        assertEquals(0, other.exitCode(), other.out());
        assertTrue(other.out().contains("ok       process: the node answers at"), other.out());
    }
}
