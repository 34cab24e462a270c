package io.pyrsia.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class GoodCaseTest {

    @Test
    void isFinalAfterThreeMessageDelays() {
        TestNetwork network = TestNetwork.started(4);
        network.run(1);
        long start = network.nowMs();
        network.submit(Bytes.of(1));
        network.run(3 * TestNetwork.LATENCY_MS - 1);
        network.nodes.forEach(node -> assertEquals(0, node.state().finalHeight()));
        network.run(1);
        assertEquals(start + 3 * TestNetwork.LATENCY_MS, network.nowMs());
        network.nodes.forEach(node -> assertEquals(1, node.state().finalHeight()));
        network.nodes.forEach(node -> assertEquals(List.of(Bytes.of(1)), node.register.transactions()));
    }

    @Test
    void makesABlockEveryTwoMessageDelays() {
        TestNetwork network = TestNetwork.started(4);
        for (int i = 0; i < 100; i++) {
            network.submit(Bytes.of(i));
        }
        network.run(21 * TestNetwork.LATENCY_MS);
        network.nodes.forEach(node -> assertEquals(10, node.state().finalHeight()));
        network.run(60 * TestNetwork.LATENCY_MS);
        // The first block has the one transaction that was there, the others four each.
        network.nodes.forEach(node -> assertEquals(26, node.state().finalHeight()));
        network.nodes.forEach(
                node -> assertEquals(100, node.register.transactions().size()));
    }

    @Test
    void restsWhenThereIsNothingToDo() {
        TestNetwork network = TestNetwork.started(4);
        network.submit(Bytes.of(1));
        network.run(1_000);
        int before = network.delivered;
        network.run(4_000);
        assertEquals(1, network.node(0).state().finalHeight());
        assertTrue(network.delivered - before <= 4 * 11, "only the polls: " + (network.delivered - before));
    }
}
