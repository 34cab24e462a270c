package io.pyrsia.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// Crashes, losses and partitions; the simulator has thousands more.
class FaultsTest {

    private static void agree(TestNetwork network, int transactions) {
        for (TestNode node : network.nodes) {
            if (node.isUp()) {
                assertEquals(List.of(), node.halts, "node " + node.number);
                assertEquals(List.of(), node.evidence, "node " + node.number);
                assertEquals(transactions, node.register.transactions().size(), "node " + node.number);
                assertEquals(
                        network.node(0).register.transactions(), node.register.transactions(), "node " + node.number);
            }
        }
    }

    @Test
    void goesOnWithoutOneOfFour() {
        TestNetwork network = TestNetwork.started(4);
        network.node(2).crash();
        for (int i = 0; i < 20; i++) {
            network.submit(Bytes.of(i));
            network.run(500);
        }
        agree(network, 20);
    }

    /// Rule 7: a dead leader is waited for in the first cycles only.
    @Test
    void deadLeaderSlowsTheFirstCyclesOnly() {
        TestNetwork network = TestNetwork.started(4);
        network.node(2).crash();
        for (int i = 0; i < 40; i++) {
            network.submit(Bytes.of(1, i));
        }
        network.run(2_000);
        for (int i = 0; i < 80; i++) {
            network.submit(Bytes.of(2, i));
        }
        long start = network.node(0).state().currentView();
        network.run(600);
        assertTrue(
                network.node(0).state().currentView() - start >= 20,
                "views in 600 ms: " + (network.node(0).state().currentView() - start));
    }

    @Test
    void aReturnedQuorumGoesOn() {
        TestNetwork network = TestNetwork.started(4);
        network.submit(Bytes.of(1));
        network.run(500);
        network.node(2).crash();
        network.node(3).crash();
        network.submit(Bytes.of(2));
        network.run(20_000);
        assertEquals(1, network.node(0).register.transactions().size());
        network.node(3).start();
        network.run(5_000);
        agree(network, 2);
        network.node(2).start();
        network.run(2_000);
        agree(network, 2);
    }

    @Test
    void allRestartAtOnce() {
        TestNetwork network = TestNetwork.started(4);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 30; i++) {
            network.submit(Bytes.of(i));
            network.run(random.nextInt(60));
            network.nodes.forEach(TestNode::crash);
            network.nodes.forEach(TestNode::start);
        }
        network.run(10_000);
        // What only a crashed pool knew is kept by the test's nodes, so that everything gets in.
        agree(network, 30);
    }

    @Test
    void lossAndCrashesTogether() {
        for (int seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TestNetwork network = TestNetwork.started(4 + seed % 4);
            int loss = random.nextInt(40);
            network.filter = (from, to, message) -> random.nextInt(100) >= loss;
            for (int i = 0; i < 30; i++) {
                network.submit(Bytes.of(i));
                network.run(random.nextInt(200));
                TestNode victim = network.node(random.nextInt(network.nodes.size()));
                if (victim.isUp() && random.nextInt(3) == 0) {
                    victim.crash();
                    network.run(random.nextInt(200));
                    victim.start();
                }
            }
            network.filter = (from, to, message) -> true;
            network.run(10_000);
            int seen = network.node(0).register.transactions().size();
            assertEquals(30, seen, "seed " + seed);
            agree(network, 30);
        }
    }

    @Test
    void replayedInputsGiveTheSameRun() {
        String first = run();
        assertEquals(first, run());
    }

    private static String run() {
        SplittableRandom random = new SplittableRandom(7);
        TestNetwork network = TestNetwork.started(5);
        network.filter = (from, to, message) -> random.nextInt(100) >= 10;
        for (int i = 0; i < 30; i++) {
            network.submit(Bytes.of(i));
            network.run(random.nextInt(100));
        }
        network.run(3_000);
        return network.node(0).committed + " " + network.delivered;
    }
}
