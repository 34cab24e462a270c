package io.pyrsia.dist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.client.ApiClient;
import io.pyrsia.dist.faults.Await;
import io.pyrsia.dist.faults.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `pyrsia doctor` names the cause of each fault that is planted into a network that runs.
class DoctorIT {

    private static final String NODE = "regular";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path temporary;

    @SuppressWarnings("NullAway.Init") // before all
    private static UpNetwork network;

    @BeforeAll
    static void start() throws Exception {
        network = UpNetwork.in(temporary);
    }

    @AfterAll
    static void stop() throws Exception {
        network.close();
    }

    private static Launched doctor(Path configuration) throws IOException, InterruptedException {
        return network.pyrsia("doctor", "--config", configuration.toString());
    }

    private static void assertFound(String check, String cause) throws IOException, InterruptedException {
        assertFound(check, cause, network.configuration(NODE));
    }

    private static void assertFound(String check, String cause, Path configuration) throws InterruptedException {
        String fault = "FAULT    " + NODE + ", " + check + ": ";
        AtomicReference<String> said = new AtomicReference<>("");
        // On a busy machine a node that was just started answers a little later.
        Await.until(() -> check + " with '" + cause + "' in:\n" + said, () -> {
            Launched doctor = doctor(configuration);
            said.set(doctor.out() + doctor.err());
            return doctor.exitCode() == 1
                    && doctor.out().lines().anyMatch(line -> line.startsWith(fault) && line.contains(cause));
        });
    }

    /// A configuration beside the node's own, with a line that is different.
    private static Path configured(String setting, String value) throws IOException {
        String lines = Files.readString(network.configuration(NODE));
        String line = setting + " = " + value + "\n";
        return Files.writeString(
                network.folder(NODE).resolve("other.conf"),
                lines.contains(setting + " = ") ? lines.replaceFirst(setting + " = .*\n", line) : lines + line);
    }

    @Test
    void nothingIsWrongWithAHealthyNode() throws Exception {
        AtomicReference<String> said = new AtomicReference<>("");
        Await.until(() -> "no fault in:\n" + said, () -> {
            Launched doctor = doctor(network.configuration(NODE));
            said.set(doctor.out() + doctor.err());
            return doctor.exitCode() == 0;
        });
    }

    @Test
    void faultsOfTheConfiguration() throws Exception {
        assertFound("configuration", "there is no http.prot; did you mean http.port?", configured("http.prot", "1"));
        int other = network.httpPort("authority-1");
        assertFound("data", "another node answers at http://127.0.0.1:" + other, configured("http.port", "" + other));
        assertFound(
                "peers",
                "0 of 1 bootstrap peers can be reached",
                configured("p2p.peers", "/ip4/127.0.0.1/tcp/" + closedPort() + "/p2p/12D3KooWx"));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closed.getLocalPort();
        }
    }

    @Test
    void faultsOfTheFiles() throws Exception {
        Path folder = network.folder(NODE);
        Path key = folder.resolve("node.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertFound("secrets", "others can read the secret in " + key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));

        Path away = Files.move(key, temporary.resolve("away"));
        assertFound("secrets", "node.key is gone");
        Files.move(away, key);

        Path mark = folder.resolve("pyrsia-data");
        String whose = Files.readString(mark);
        Files.writeString(mark, whose.replaceFirst("1", "2"));
        assertFound("data", "is of format 2, this program knows 1");
        Files.writeString(mark, whose);

        Files.setLastModifiedTime(mark, FileTime.from(Instant.now().plus(Duration.ofDays(1))));
        assertFound("clock", "but the node wrote a file at");
        Files.setLastModifiedTime(mark, FileTime.from(Instant.now()));
    }

    @Test
    void aDiskThatCannotBeWritten() throws Exception {
        String folder = network.folder(NODE).toString();
        String problem = Command.problem("mount", "--bind", folder, folder);
        assumeTrue(problem.isEmpty(), () -> "not run: " + problem);
        try {
            Command.run("mount", "-o", "remount,bind,ro", folder);
            assertFound("disk", "is on a disk that cannot be written");
        } finally {
            Command.run("umount", folder);
        }
    }

    @Test
    void faultsOfTheProcess() throws Exception {
        String pid = "" + network.process(NODE).pid();
        Command.run("kill", "-STOP", pid);
        assertFound("process", "process " + pid + " has the data in " + network.folder(NODE));
        Command.run("kill", "-CONT", pid);

        network.kill(NODE);
        assertFound("process", "the node is not running");
        int port = network.httpPort(NODE);
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertFound("ports", "the HTTP port 127.0.0.1:" + taken.getLocalPort() + " cannot be used");
        }
        network.up();
    }

    @Test
    void tooFewAuthorities() throws Exception {
        network.kill("authority-3");
        network.kill("authority-4");
        try (ApiClient client = network.api(NODE)) {
            Await.until(
                    () -> "the node misses two authorities",
                    () -> client.authorities().members().stream()
                                    .filter(member -> member.connected())
                                    .count()
                            == 2);
        }
        assertFound("votes", "the node reaches 2 of 4 authorities, and 3 must agree: nothing becomes final");
        network.up();
    }
}
