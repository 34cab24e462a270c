package io.pyrsia.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.cli.Pyrsia;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Faults of the machine itself, planted with mounts of its own and limits, for a doctor that is a process of its own.
class MachineFaultsTest {

    private record Result(int exitCode, String out) {}

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(
                folder.resolve("node.conf"), "data = data\nhttp.port = 1\np2p.listen = /ip4/127.0.0.1/tcp/0\n");
    }

    private static Result run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out);
    }

    private String doctor() {
        return "exec "
                + Children.quoted(Children.java(
                        Pyrsia.class,
                        "doctor",
                        "--config",
                        folder.resolve("node.conf").toString()));
    }

    /// Runs a script where it may mount, which needs a Linux that lets its users make namespaces.
    private Result withMounts(String script) throws IOException, InterruptedException {
        assumeTrue(
                run(List.of("sh", "-c", "unshare -rm true")).exitCode() == 0,
                "not run: this machine does not let its users mount");
        return run(List.of("unshare", "-rm", "sh", "-ec", script + "\n" + doctor()));
    }

    private void assertFault(String expected, Result result) {
        assertEquals(1, result.exitCode(), result.out());
        assertTrue(result.out().contains("FAULT    " + folder.getFileName() + ", disk: " + expected), result.out());
    }

    @Test
    void aDiskThatIsFull() throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        String fill =
                "mount -t tmpfs -o size=1m none '" + data + "'; head -c 2m /dev/zero > '" + data + "/x' 2>&- || :";
        assertFault("the disk of " + data + " is full", withMounts(fill));
    }

    @Test
    void aDiskWithLittleRoom() throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        assertFault("only 64 MiB are free in", withMounts("mount -t tmpfs -o size=64m none '" + data + "'"));
    }

    @Test
    void aDiskThatCannotBeWritten() throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        assertFault(
                data + " is on a disk that cannot be written", withMounts("mount -t tmpfs -o ro none '" + data + "'"));
    }

    @Test
    void tooFewOpenFiles() throws IOException, InterruptedException {
        Result result = run(List.of("sh", "-ec", "ulimit -n 512\n" + doctor()));
        assertTrue(
                result.out()
                        .contains("warning  " + folder.getFileName()
                                + ", limits: a process of this user may have only 512"),
                result.out());
    }
}
