package io.pyrsia.swarm.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.swarm.schedule.Simulation.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole swarms, many seeds: everybody gets the blob, and nobody pays much more than they must.
class SwarmSimulationTest {

    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final int SEEDS = 12;
    private static final long PIECE = 10_000_000;
    private static final long MINUTE = 60_000_000_000L;

    @Test
    void onePeerIsKeptBusy() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Simulation swarm = new Simulation(seed, 100);
            SimulatedNode source = swarm.add(Kind.SEED, PIECE, 4);
            swarm.add(Kind.WANTS, PIECE, 4).streaming = true;
            long took = swarm.run(MINUTE);
            assertEquals(100, source.uploaded);
            assertTrue(took < 103 * PIECE, "seed " + seed + " took " + took);
        }
    }

    @Test
    void fourPeersAreFourTimesAsFast() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Simulation swarm = new Simulation(seed, 400);
            for (int i = 0; i < 4; i++) {
                swarm.add(Kind.SEED, PIECE, 4);
            }
            swarm.add(Kind.WANTS, PIECE, 4).streaming = true;
            long took = swarm.run(MINUTE);
            assertTrue(took < 106 * PIECE, "seed " + seed + " took " + took);
        }
    }

    /// One lies, one dies half-way: two of four are left from then on, so that half of what is left takes
    /// twice as long.
    @Test
    void aLiarIsBannedAndTheDeadAreReplaced() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Simulation swarm = new Simulation(seed, 400);
            swarm.add(Kind.SEED, PIECE, 4);
            swarm.add(Kind.SEED, PIECE, 4);
            SimulatedNode liar = swarm.add(Kind.LIAR, PIECE, 4);
            SimulatedNode mortal = swarm.add(Kind.SEED, PIECE, 4);
            SimulatedNode wants = swarm.add(Kind.WANTS, PIECE, 4);
            swarm.after(60 * PIECE, mortal::die);
            swarm.run(MINUTE);
            assertEquals(Set.of(liar.number), wants.banned);
            assertTrue(wants.received <= 412, wants.received + " pieces came");
        }
    }

    @Test
    void whoNeverAnswersHoldsNobodyUp() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Simulation swarm = new Simulation(seed, 200);
            swarm.add(Kind.SILENT, PIECE, 4);
            swarm.add(Kind.SILENT, PIECE, 4);
            swarm.add(Kind.SEED, PIECE, 4);
            swarm.add(Kind.WANTS, PIECE, 4).streaming = true;
            long took = swarm.run(MINUTE);
            assertTrue(took < 200 * PIECE + 1_500_000_000L, "seed " + seed + " took " + took);
        }
    }

    @Test
    void aSlowPeerDoesNotHoldUpTheEnd() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Simulation swarm = new Simulation(seed, 200);
            swarm.add(Kind.SEED, 100 * PIECE, 4);
            swarm.add(Kind.SEED, PIECE, 4);
            SimulatedNode wants = swarm.add(Kind.WANTS, PIECE, 4);
            long took = swarm.run(MINUTE);
            assertTrue(took < 200 * PIECE + 500_000_000L, "seed " + seed + " took " + took);
            assertTrue(wants.received <= 206, wants.received + " pieces came");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twentyNodesTakeAtMostThreeCopiesFromOneSeed(boolean streaming) {
        int most = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Simulation swarm = new Simulation(seed, 100);
            SimulatedNode source = swarm.add(Kind.SEED, PIECE, 4);
            for (int i = 0; i < 20; i++) {
                swarm.add(Kind.WANTS, PIECE, 4).streaming = streaming;
            }
            swarm.run(MINUTE);
            most = Math.max(most, source.uploaded);
        }
        assertTrue(most <= 300, most + " pieces of 100 were uploaded by the seed");
    }

    /// Seeds that die and nodes that lie, in every mixture: whoever lives gets the right bytes.
    @Test
    void anyMixtureEnds() {
        for (int seed = 0; seed < 4 * SEEDS; seed++) {
            Simulation swarm = new Simulation(seed, 1 + swarmSize(seed));
            swarm.add(Kind.SEED, PIECE, 1 + seed % 4);
            for (int i = 0; i < seed % 7; i++) {
                Kind kind = KINDS.get(swarm.random.nextInt(KINDS.size()));
                SimulatedNode node = swarm.add(kind, 1 + swarm.random.nextLong(8 * PIECE), 1 + i);
                node.streaming = swarm.random.nextBoolean();
                if (swarm.random.nextInt(3) == 0) {
                    swarm.after(swarm.random.nextLong(50 * PIECE), node::die);
                }
            }
            swarm.add(Kind.WANTS, PIECE, 2);
            swarm.run(10 * MINUTE);
        }
    }

    private static int swarmSize(int seed) {
        return seed * 37 % 150;
    }
}
