package io.pyrsia.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// Rule 12, with the mistakes that others made.
class ReconfigurationTest {

    private static TestNetwork network(int authorities, int others) {
        TestNetwork network = new TestNetwork(authorities, others, Rules.STRICT);
        network.nodes.forEach(TestNode::start);
        network.run(1);
        return network;
    }

    private static void inForce(TestNetwork network, long epoch, int... members) {
        for (TestNode node : network.nodes) {
            if (node.isUp()) {
                assertEquals(epoch, node.state().epoch().number(), "node " + node.number);
                assertEquals(TestKeys.set(members), node.state().epoch().authorities());
                boolean isMember = Arrays.stream(members).anyMatch(member -> member == node.number);
                assertEquals(isMember, node.state().hasVote(), "node " + node.number);
            }
        }
    }

    /// Ten more blocks become final on every node, and all nodes have executed the same.
    private static void goesOn(TestNetwork network) {
        long before = network.node(0).state().finalHeight();
        for (int i = 0; i < 10; i++) {
            network.submit(Bytes.of(9, i, (int) before));
            network.run(200);
        }
        network.run(3_000);
        List<Bytes> expected = network.node(0).register.transactions();
        assertTrue(network.node(0).state().finalHeight() >= before + 10);
        for (TestNode node : network.nodes) {
            if (node.isUp()) {
                assertEquals(expected, node.register.transactions(), "node " + node.number);
                assertEquals(List.of(), node.halts);
                assertEquals(List.of(), node.evidence);
            }
        }
    }

    @Test
    void addsAnAuthority() {
        TestNetwork network = network(4, 1);
        network.submit(Register.membership(0, 1, 2, 3, 4));
        network.run(3_000);
        inForce(network, 1, 0, 1, 2, 3, 4);
        goesOn(network);
    }

    @Test
    void removesTheLeader() {
        TestNetwork network = network(5, 0);
        network.submit(Bytes.of(1));
        network.run(25);
        int leader = (int) (network.node(0).state().currentView() % 5);
        int[] rest = IntStream.range(0, 5).filter(i -> i != leader).toArray();
        network.submit(Register.membership(rest));
        network.run(3_000);
        inForce(network, 1, rest);
        goesOn(network);
    }

    @Test
    void rotatesAKey() {
        TestNetwork network = network(4, 1);
        network.submit(Register.membership(0, 4, 2, 3));
        network.run(3_000);
        inForce(network, 1, 0, 4, 2, 3);
        goesOn(network);
    }

    @Test
    void changesSeveralInARow() {
        TestNetwork network = network(4, 3);
        int[][] sets = {{0, 1, 2, 3, 4}, {0, 1, 2, 3, 4, 5, 6}, {4, 5, 6, 0}, {0, 1, 2, 3}};
        for (int i = 0; i < sets.length; i++) {
            network.submit(Register.membership(sets[i]));
            network.run(4_000);
            inForce(network, i + 1, sets[i]);
        }
        goesOn(network);
    }

    @Test
    void refusesASetBelowFour() {
        TestNetwork network = network(4, 0);
        network.submit(Register.membership(0, 1, 2));
        network.run(3_000);
        inForce(network, 0, 0, 1, 2, 3);
        goesOn(network);
    }

    @Test
    void waitsForAMemberThatIsNotReady() {
        TestNetwork network = new TestNetwork(4, 2, Rules.STRICT);
        for (int i = 0; i < 4; i++) {
            network.node(i).start();
        }
        network.submit(Register.membership(0, 1, 4, 5));
        network.run(3_000);
        inForce(network, 0, 0, 1, 2, 3);
        goesOn(network);
        network.node(4).start();
        network.run(4_000);
        inForce(network, 1, 0, 1, 4, 5);
        network.node(5).start();
        goesOn(network);
    }

    @Test
    void sealCarriesNothingAndNothingFollowsItInItsEpoch() {
        TestNetwork network = network(4, 1);
        network.submit(Register.membership(0, 1, 2, 3, 4));
        for (int i = 0; i < 60; i++) {
            network.submit(Bytes.of(1, i));
            network.run(10);
        }
        network.run(3_000);
        inForce(network, 1, 0, 1, 2, 3, 4);
        List<Block> committed = network.node(0).committed;
        long seals = committed.stream().filter(block -> block.seal() != null).count();
        assertEquals(1, seals);
        for (int i = 0; i + 1 < committed.size(); i++) {
            Seal seal = committed.get(i).seal();
            if (seal != null) {
                assertTrue(committed.get(i).transactions().isEmpty());
                assertEquals(1, committed.get(i + 1).header().epoch());
            }
        }
        goesOn(network);
    }

    @Test
    void stragglerGetsTheSeal() {
        TestNetwork network = network(5, 0);
        network.node(3).crash();
        network.submit(Register.membership(0, 1, 2, 4));
        network.run(3_000);
        inForce(network, 1, 0, 1, 2, 4);
        network.node(3).start();
        assertTrue(network.node(3).state().hasVote());
        network.run(2_000);
        assertFalse(network.node(3).state().hasVote());
        goesOn(network);
    }

    @Test
    void joinerCatchesUpBySnapshotAndThenVotes() {
        TestNetwork network = new TestNetwork(4, 1, Rules.STRICT);
        network.snapshotInterval = 16;
        for (int i = 0; i < 4; i++) {
            network.node(i).start();
        }
        for (int i = 0; i < 60; i++) {
            network.submit(Bytes.of(2, i));
            network.run(100);
        }
        assertNull(network.node(0).store.committed(1), "the first blocks are pruned");
        network.node(4).start();
        network.submit(Register.membership(0, 1, 2, 3, 4));
        network.run(5_000);
        inForce(network, 1, 0, 1, 2, 3, 4);
        assertTrue(network.node(4).committed.get(0).height() > 16, "it did not replay from the start");
        goesOn(network);
        assertTrue(
                network.node(4).sent.stream().anyMatch(vote -> vote.statement().kind() == Kind.FINAL));
    }

    @Test
    void joinerFollowsTheChainOfSealsWithASnapshot() {
        TestNetwork network = new TestNetwork(4, 2, Rules.STRICT);
        network.snapshotInterval = 16;
        for (int i = 0; i < 5; i++) {
            network.node(i).start();
        }
        for (int epoch = 0; epoch < 4; epoch++) {
            network.submit(epoch % 2 == 0 ? Register.membership(0, 1, 2, 4) : Register.membership(0, 1, 2, 3));
            network.run(2_000);
            for (int i = 0; i < 20; i++) {
                network.submit(Bytes.of(3, epoch, i));
                network.run(100);
            }
        }
        network.node(5).start();
        network.run(4_000);
        assertEquals(4, network.node(5).state().epoch().number());
        goesOn(network);
        assertTrue(network.node(5).committed.get(0).height() > 16);
    }

    /// The simulator's first finding: a member of the next set signed READY while it recovered, and sent it before it
    /// was durable.
    @Test
    void aMemberThatRestartsSignsNothingUntilItIsStarted() {
        TestNetwork network = network(4, 1);
        network.submit(Register.membership(0, 1, 2, 4));
        Recovered recovered = network.node(0).store.recover();
        while (recovered.applied() == null || recovered.applied().change() == null) {
            network.run(1);
            recovered = network.node(0).store.recover();
        }
        List<Vote> without = recovered.votes().stream()
                .filter(vote -> vote.statement().kind() != Kind.READY)
                .toList();
        Recovered before = new Recovered(
                Objects.requireNonNull(recovered.birth()),
                without,
                recovered.candidates(),
                recovered.certificates(),
                recovered.last(),
                recovered.applied(),
                recovered.checkpoints(),
                recovered.seals());
        long decidedAt = recovered.applied().change().decidedAt();
        State state = State.start(network.genesis, network.config, TestKeys.signer(0), before, Rules.STRICT);
        assertFalse(state.votes.has(1, decidedAt, Kind.READY));
        List<Effect> effects = Consensus.step(state, new Input.Started()).effects();
        Vote ready = Objects.requireNonNull(state.votes.row(1, decidedAt, Kind.READY));
        Effect.Persist first = assertInstanceOf(Effect.Persist.class, effects.getFirst());
        assertTrue(first.sync() && first.entries().contains(new Entry.Voted(ready)));
        assertTrue(effects.stream()
                .anyMatch(effect ->
                        effect instanceof Effect.Broadcast(var to, Message.Ballot(Vote vote)) && vote.equals(ready)));
    }
}
