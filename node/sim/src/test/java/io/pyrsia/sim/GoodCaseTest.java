package io.pyrsia.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.consensus.Config;
import io.pyrsia.sim.net.Latency;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With a fixed latency δ every block is final on every node exactly 3δ after it was proposed, and one comes every 2δ.
class GoodCaseTest {

    private static final long DELTA_MICROS = 10_000;
    private static final int BLOCKS = 100;

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 7, 10})
    void finalAfterThreeMessagesAndOneBlockPerTwo(int authorities) {
        CalmNetwork calm = new CalmNetwork(authorities, Latency.fixed(DELTA_MICROS), Config.DEFAULT);
        calm.run(2 * DELTA_MICROS * BLOCKS + DELTA_MICROS);
        assertTrue(calm.finals.size() >= (BLOCKS - 2) * authorities, "final blocks: " + calm.finals.size());
        for (CalmNetwork.Final each : calm.finals) {
            assertEquals(3 * DELTA_MICROS, each.finalMicros() - each.proposedMicros(), each::toString);
        }
        List<Long> proposals = calm.proposals;
        assertTrue(proposals.size() >= BLOCKS, "proposals: " + proposals.size());
        for (int i = 1; i < proposals.size(); i++) {
            assertEquals(2 * DELTA_MICROS, proposals.get(i) - proposals.get(i - 1));
        }
    }
}
