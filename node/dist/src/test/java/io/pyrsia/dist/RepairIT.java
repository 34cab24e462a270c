package io.pyrsia.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.client.ApiClient;
import io.pyrsia.client.api.NodeStatus;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node whose store was damaged says by which command it is repaired, and that very command repairs it from peers.
@Tag("long")
@SuppressWarnings("try") // an interruption ends the test
class RepairIT {

    /// In the first record of a log, which others follow.
    private static final long DAMAGED_AT = 100;

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final Pattern COMMAND = Pattern.compile("run `pyrsia (repair --data \\S+ --from) URL`");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path temporary;

    private static NodeStatus status(UpNetwork network, String node) throws Exception {
        try (ApiClient api = network.api(node)) {
            return api.status();
        }
    }

    /// Flips a byte in what was written last, and not at its end.
    private static void damage(Path store) throws IOException {
        Path log;
        try (var files = Files.list(store)) {
            log = files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
        assertTrue(Files.size(log) > 10 * DAMAGED_AT, "a log that has something");
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(DAMAGED_AT);
            int there = file.read();
            file.seek(DAMAGED_AT);
            file.write(there ^ 1);
        }
    }

    /// The bound is only reached when it never gets there.
    private static void awaitWholeLog(UpNetwork network, long atLeast) throws Exception {
        long end = System.nanoTime() + BOUND.toNanos();
        NodeStatus whole = status(network, "authority-2");
        NodeStatus repaired = status(network, "regular");
        assertTrue(whole.logSize() >= atLeast, whole.toString());
        while (repaired.logSize() < whole.logSize()) {
            assertTrue(System.nanoTime() < end, () -> "it does not get there: " + whole);
            LockSupport.parkNanos(PAUSE.toNanos());
            repaired = status(network, "regular");
        }
        if (repaired.logSize() == whole.logSize()) {
            assertEquals(whole.logRoot(), repaired.logRoot());
        }
    }

    @Test
    void theCommandThatADamagedNodeNamesRepairsIt() throws Exception {
        try (UpNetwork network = UpNetwork.in(temporary)) {
            NodeStatus before = status(network, "regular");
            network.kill("regular");
            damage(network.folder("regular").resolve("store"));
            Launched refused = network.pyrsia(
                    "up", "--data", network.folder().toString(), "--http-port", "" + network.httpPort("regular"));
            assertNotEquals(0, refused.exitCode(), refused.out());
            Matcher command = COMMAND.matcher(network.said("regular"));
            assertTrue(command.find(), network.said("regular"));

            List<String> words = new ArrayList<>(List.of(command.group(1).split(" ")));
            words.add(network.address("authority-1") + "/log/");
            Launched repaired = network.pyrsia(words.toArray(String[]::new));
            assertEquals(0, repaired.exitCode(), repaired.err());
            assertTrue(Files.isDirectory(network.folder("regular").resolve("store.damaged")), repaired.out());
            network.up();
            awaitWholeLog(network, before.logSize());
        }
    }
}
