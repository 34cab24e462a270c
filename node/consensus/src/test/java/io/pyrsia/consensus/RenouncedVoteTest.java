package io.pyrsia.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// An authority whose operator has signed a recovery says nothing any more in the epoch that it ends, not even what it
/// had signed before.
class RenouncedVoteTest {

    private static final long LONG_MS = 60_000;

    /// A network in which nobody hears anybody, so that every vote stays open.
    private final TestNetwork network = silent();

    private final TestNode node = network.node(0);

    private static TestNetwork silent() {
        TestNetwork network = TestNetwork.started(4);
        network.filter = (from, to, message) -> false;
        network.submit(Bytes.of(1));
        network.run(LONG_MS);
        return network;
    }

    private void restart() {
        node.sent.clear();
        node.start();
        node.submit(Bytes.of(1));
        network.run(LONG_MS);
    }

    @Test
    void anOpenVoteIsSaidAgainAfterARestart() {
        List<Vote> before = List.copyOf(node.sent);
        assertFalse(before.isEmpty());
        node.crash();
        restart();
        assertEquals(before.getFirst(), node.sent.getFirst());
    }

    @Test
    void aVoteThatWasGivenUpIsNot() {
        node.crash();
        node.store.write(List.of(new Entry.Birth(TestKeys.node(0), 1)), true);
        restart();
        assertEquals(List.of(), node.sent);
    }
}
