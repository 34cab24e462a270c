package io.pyrsia.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All four authorities are killed at once, at any moment: what was accepted is there afterwards, and all agree.
class LedgerKillTest {

    private static final int ROUNDS = 4;

    @TempDir
    Path folder;

    @Test
    void nothingAcceptedIsLost() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        int next = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int promised = runUntilKilled(next, random.nextInt(5, 60));
            try (TestNetwork network =
                    TestNetwork.reopen(folder.resolve("network")).startAuthorities()) {
                // One more block brings all to one height.
                network.makeBlocks(promised + 2, 4);
                List<Bytes> roots = new ArrayList<>();
                long height = network.authority(3).node().view().state().height();
                for (TestNode node : network.authorities()) {
                    var view = node.await("the last block", seen -> seen.state().height() >= height);
                    for (int number = next; number <= promised; number++) {
                        assertTrue(
                                view.member(LedgerNodeTest.builder(number)).isPresent(),
                                "builder " + number + " was promised and is lost");
                    }
                    roots.add(view.state().root());
                }
                assertEquals(1, roots.stream().distinct().count(), roots.toString());
            }
            next = promised + 6;
        }
    }

    private int runUntilKilled(int from, int blocks) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledNetwork.class.getName(),
                        folder.resolve("network").toString(),
                        Integer.toString(from))
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader output = process.inputReader()) {
            int last = from - 1;
            for (int i = 0; i < blocks; i++) {
                String line = output.readLine();
                if (line == null) {
                    throw new IllegalStateException("the network ended: " + Files.readString(errors));
                }
                last = Integer.parseInt(line);
            }
            // Through the handle, which leaves the pipe open.
            process.toHandle().destroyForcibly();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last = line.equals(Integer.toString(last + 1)) ? last + 1 : last;
            }
            return last;
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
    }
}
