package io.pyrsia.server.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.consensus.Vote;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.KilledProcess;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
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
            long sent = KilledProcess.run(Voter.class, folder.resolve("store"), next, random.nextInt(1, 300));
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
}
