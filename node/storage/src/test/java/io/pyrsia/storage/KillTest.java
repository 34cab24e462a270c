package io.pyrsia.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed at any moment loses nothing that it acknowledged and leaves no half of a batch.
class KillTest {

    private static final int ROUNDS = 6;

    @TempDir
    Path folder;

    @Test
    void nothingAcknowledgedIsLost() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(7);
        long next = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long acknowledged = writeUntilKilled(next, random.nextInt(1, 400));
            assertTrue(acknowledged >= next, "the process wrote nothing in round " + round);
            try (Database database = Stores.open(folder.resolve("store"))) {
                next = assertWhole(database, acknowledged) + 1;
            }
        }
    }

    /// Kills the writer as soon as it acknowledged so many batches; the last number that it printed.
    private long writeUntilKilled(long from, int batches) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.resolve("store").toString(),
                        Long.toString(from))
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader output = process.inputReader()) {
            long last = from - 1;
            for (int i = 0; i < batches; i++) {
                @Nullable String line = output.readLine();
                if (line == null) {
                    throw new IllegalStateException("the writer ended: " + Files.readString(errors));
                }
                last = Long.parseLong(line);
            }
            // Through the handle, which leaves the pipe open.
            process.toHandle().destroyForcibly();
            // What it acknowledged before the kill reached it counts too; a torn last line does not.
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last = line.equals(Long.toString(last + 1)) ? last + 1 : last;
            }
            return last;
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
    }

    /// Every number up to the acknowledged one is there, and of later ones all columns or none; the last one stored.
    private static long assertWhole(Database database, long acknowledged) {
        long number = 0;
        while (true) {
            Bytes key = Bytes.ofUnsignedLong(number);
            boolean stored = database.get(Column.STATE, key) != null;
            for (Column column : Writer.COLUMNS) {
                Bytes expected = stored ? Stores.value(number, Writer.length(number)) : null;
                assertEquals(expected, database.get(column, key), column + " of " + number);
            }
            if (!stored) {
                assertTrue(number > acknowledged, number + " was acknowledged and is lost");
                return number - 1;
            }
            number++;
        }
    }
}
