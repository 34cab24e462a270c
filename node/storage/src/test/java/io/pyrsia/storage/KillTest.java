package io.pyrsia.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
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
            long acknowledged = KilledProcess.run(Writer.class, folder.resolve("store"), next, random.nextInt(1, 400));
            assertTrue(acknowledged >= next, "the process wrote nothing in round " + round);
            try (Database database = Stores.open(folder.resolve("store"))) {
                next = assertWhole(database, acknowledged) + 1;
            }
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
