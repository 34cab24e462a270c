package io.pyrsia.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// Rule 6: certificates are sent to those who may lack them, and to nobody else.
class RelayTest {

    private final TestNetwork network = TestNetwork.started(4);
    private int certificates;

    private void count() {
        TestNetwork.Filter before = network.filter;
        network.filter = (from, to, message) -> {
            certificates += message instanceof Message.Certified ? 1 : 0;
            return before.passes(from, to, message);
        };
    }

    @Test
    void nobodySendsOneWhereAllVote() {
        count();
        network.run(1);
        for (int i = 0; i < 20; i++) {
            network.submit(Bytes.of(i));
            network.run(500);
        }
        network.nodes.forEach(
                node -> assertEquals(20, node.register.transactions().size()));
        assertEquals(0, certificates);
    }

    /// Node 3 hears no FINAL votes, and is told within Δ what came of them.
    @Test
    void oneWhoHearsNoVotesIsTold() {
        network.filter = (from, to, message) -> to != 3
                || !(message instanceof Message.Ballot(Vote vote))
                || vote.statement().kind() != Kind.FINAL;
        count();
        network.run(1);
        // Its own FINAL votes do not arrive either, or the others would think that it has them.
        TestNetwork.Filter deaf = network.filter;
        network.filter = (from, to, message) -> deaf.passes(from, to, message)
                && (from.number != 3
                        || !(message instanceof Message.Ballot(Vote vote))
                        || vote.statement().kind() != Kind.FINAL);
        network.submit(Bytes.of(1));
        network.run(3 * TestNetwork.LATENCY_MS + network.config.deltaMs() + TestNetwork.LATENCY_MS);
        assertEquals(1, network.node(3).state().finalHeight());
        assertTrue(certificates > 0);
    }
}
