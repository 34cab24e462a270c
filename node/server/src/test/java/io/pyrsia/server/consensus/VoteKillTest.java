package io.pyrsia.server.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.consensus.Vote;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A voter that is killed at any moment remembers every vote that left it.
class VoteKillTest {

    private static final int ROUNDS = 5;

    @TempDir
    Path folder;

    @Test
    void noVoteThatLeftIsForgotten() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(11);
        long next = 1;
        for (int round = 0; round < ROUNDS; round++) {
            long sent = voteUntilKilled(next, random.nextInt(1, 300));
            try (Database database = Database.open(folder.resolve("store"), StorageSettings.small())) {
                List<Vote> votes = new RocksStore(database).recover().votes();
                long last = votes.getLast().statement().view();
                assertTrue(last >= sent, sent + " left the voter, and it remembers only " + last);
                for (int i = 0; i < votes.size(); i++) {
                    assertEquals(Voter.vote(last - votes.size() + 1 + i), votes.get(i));
                }
                assertTrue(votes.size() >= Math.min(last, Voter.KEPT), votes.size() + " votes are left at " + last);
                next = last + 1;
            }
        }
    }

    private long voteUntilKilled(long from, int views) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Voter.class.getName(),
                        folder.resolve("store").toString(),
                        Long.toString(from))
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader output = process.inputReader()) {
            long last = from - 1;
            for (int i = 0; i < views; i++) {
                String line = output.readLine();
                if (line == null) {
                    throw new IllegalStateException("the voter ended: " + Files.readString(errors));
                }
                last = Long.parseLong(line);
            }
            // Through the handle, which leaves the pipe open.
            process.toHandle().destroyForcibly();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last = line.equals(Long.toString(last + 1)) ? last + 1 : last;
            }
            return last;
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
    }
}
