package io.pyrsia.cli.use;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.cli.Pyrsia;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that keeps a client's file pointed at the node, and takes it back when it is told to end.
@Timeout(120)
class WhileRunningTest {

    private static final String MINE = "# mine\nserver = \"http://s\"\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private Path file() {
        return folder.resolve("hosts.toml");
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Pyrsia.class.getName(),
                        "use",
                        "containerd",
                        "--while-running",
                        "--at",
                        "http://127.0.0.1:7888",
                        "--file",
                        file().toString())
                .redirectErrorStream(true)
                .start();
    }

    /// Reads until it says that the file is changed.
    private static BufferedReader said(Process process, String last) throws IOException {
        BufferedReader out = process.inputReader();
        StringBuilder all = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            all.append(line).append('\n');
            if (line.contains(last)) {
                return out;
            }
        }
        throw new AssertionError("it ended with:\n" + all);
    }

    private static int end(Process process) throws InterruptedException {
        process.toHandle().destroy(); // Process.destroy() would close what it says
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it goes on although it was told to end");
        return process.exitValue();
    }

    @Test
    void whatItPutInGoesWithIt() throws Exception {
        Process process = start();
        said(process, "Done. ");
        assertTrue(Files.readString(file()).contains("[host.\"http://127.0.0.1:7888\"]"));
        assertEquals(0, end(process));
        assertFalse(Files.exists(file()));
    }

    @Test
    void whatTheAdministratorWroteBeforeAndMeanwhileStays() throws Exception {
        Files.writeString(file(), MINE);
        Process process = start();
        said(process, "Done. ");
        Files.writeString(file(), Files.readString(file()) + "# later\n");
        assertEquals(0, end(process));
        assertEquals(MINE + "# later\n", Files.readString(file()));
    }

    @Test
    void oneThatWasCutOffIsFollowedByAnother() throws Exception {
        Files.writeString(file(), MINE);
        Process first = start();
        said(first, "Done. ");
        first.destroyForcibly();
        assertTrue(first.waitFor(60, TimeUnit.SECONDS));
        assertTrue(Files.readString(file()).contains("7888"));
        Process second = start();
        said(second, "It says so already.");
        assertEquals(0, end(second));
        assertEquals(MINE, Files.readString(file()));
    }

    @Test
    void whatWasChangedByHandIsLeftWithASentence() throws Exception {
        Process process = start();
        BufferedReader out = said(process, "Done. ");
        String changed = Files.readString(file()).replace("7888", "7999");
        Files.writeString(file(), changed);
        assertEquals(1, end(process));
        String last = out.lines().reduce("", (before, line) -> line);
        assertTrue(last.contains("was changed by hand"), last);
        assertEquals(changed, Files.readString(file()));
    }
}
