package io.pyrsia.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// Rule 13.
class EvidenceTest {

    private static final NetworkId NETWORK = new NetworkId("test");

    @Test
    void travelsAndProves() throws Malformed {
        Evidence evidence =
                new Evidence(BadInputTest.vote(Kind.SKIP, 0, 3, 0, 2), BadInputTest.vote(Kind.FINAL, 0, 3, 5, 2));
        Evidence arrived = Evidence.decode(evidence.encode());
        assertEquals(evidence, arrived);
        assertTrue(arrived.proves(NETWORK, TestKeys.set(0, 1, 2, 3), TestKeys.CHECKER));
        assertFalse(arrived.proves(NETWORK, TestKeys.set(0, 1, 3, 2), TestKeys.CHECKER));
        assertFalse(arrived.proves(new NetworkId("other"), TestKeys.set(0, 1, 2, 3), TestKeys.CHECKER));
    }

    @Test
    void votesThatHonestNodesCastConvictNobody() {
        Vote notar = BadInputTest.vote(Kind.NOTAR, 0, 3, 5, 2);
        assertThrows(
                IllegalArgumentException.class, () -> new Evidence(BadInputTest.vote(Kind.SKIP, 0, 3, 0, 2), notar));
        assertThrows(IllegalArgumentException.class, () -> new Evidence(notar, notar));
        assertThrows(
                IllegalArgumentException.class, () -> new Evidence(notar, BadInputTest.vote(Kind.NOTAR, 0, 4, 6, 2)));
        assertThrows(
                IllegalArgumentException.class, () -> new Evidence(notar, BadInputTest.vote(Kind.NOTAR, 0, 3, 6, 1)));
        Bytes encoded =
                Bytes.concatenate(new Evidence(notar, BadInputTest.vote(Kind.NOTAR, 0, 3, 6, 2)).encode(), Bytes.of(1));
        assertThrows(Malformed.class, () -> Evidence.decode(encoded));
    }

    /// Two of four lie and split the others: there is a fork, and both liars are convicted by whoever sees both sides.
    @Test
    void aForkExposesMoreThanFSigners() {
        TestNetwork network = new TestNetwork(4, 0, Rules.STRICT);
        network.node(0).start();
        network.node(1).start();
        Vote[] left = new Vote[4];
        Vote[] right = new Vote[4];
        for (int liar : new int[] {2, 3}) {
            left[liar] = BadInputTest.vote(Kind.FINAL, 0, 1, 1, liar);
            right[liar] = BadInputTest.vote(Kind.FINAL, 0, 1, 2, liar);
        }
        left[0] = BadInputTest.vote(Kind.FINAL, 0, 1, 1, 0);
        right[1] = BadInputTest.vote(Kind.FINAL, 0, 1, 2, 1);
        State witness = network.node(0).state();
        Set<Integer> convicted = new TreeSet<>();
        for (Certificate side : List.of(
                new Certificate(left[0].statement(), List.of(left[0], left[2], left[3])),
                new Certificate(right[1].statement(), List.of(right[1], right[2], right[3])))) {
            Input checked = new Input.Checked(TestKeys.node(2), new Message.Certified(side), true);
            for (Effect effect : Consensus.step(witness, checked).effects()) {
                if (effect instanceof Effect.Report(Evidence evidence)) {
                    convicted.add(evidence.first().signer());
                    assertTrue(evidence.proves(NETWORK, TestKeys.set(0, 1, 2, 3), TestKeys.CHECKER));
                }
            }
        }
        assertEquals(Set.of(2, 3), convicted);
    }

    /// A leader who shows his second block of a view when the first is final is convicted all the same.
    @Test
    void aSecondBlockOfAFinalViewConvicts() {
        TestNetwork network = new TestNetwork(4, 0, Rules.STRICT);
        network.nodes.forEach(TestNode::start);
        network.run(1);
        network.submit(Bytes.of(1));
        network.run(500);
        Block first = network.node(0).committed.getFirst();
        int leader = first.proposal().signer();
        Block second = otherThan(first);
        State witness = network.node(0).state();
        assertTrue(witness.finalView() >= first.view());
        Input late = new Input.Received(TestKeys.node(2), new Message.Proposal(second));
        List<Effect> asked = Consensus.step(witness, late).effects();
        Effect.Check check = assertInstanceOf(Effect.Check.class, asked.getLast());
        assertEquals(1, check.checks().size());
        assertTrue(TestKeys.CHECKER.all(check.checks()));
        Input checked = new Input.Checked(TestKeys.node(2), check.message(), true);
        assertTrue(Consensus.step(witness, checked)
                .effects()
                .contains(new Effect.Report(new Evidence(first.proposal(), second.proposal()))));
        assertEquals(leader, second.proposal().signer());
        assertTrue(
                Consensus.step(witness, late).effects().stream().noneMatch(Effect.Check.class::isInstance),
                "once is enough");
    }

    /// Another block of the same leader, view and parent.
    private static Block otherThan(Block block) {
        Header header = block.header();
        List<Bytes> transactions = List.of(Bytes.of(7));
        Bytes body = Block.body(transactions);
        Header other = new Header(
                header.epoch(),
                header.view(),
                header.height(),
                header.parentView(),
                header.parentDigest(),
                header.executedHeight(),
                header.executedRoot(),
                Block.bodyDigest(body),
                null);
        Statement statement = new Statement(Kind.PROPOSE, header.epoch(), header.view(), other.digest());
        int leader = block.proposal().signer();
        Domain domain = new Domain(NETWORK, TestKeys.set(0, 1, 2, 3));
        Vote proposal = new Vote(statement, leader, TestKeys.signer(leader).sign(domain.text(statement)));
        return Block.of(other, body, transactions, proposal);
    }

    /// A liar who waits with the contrary until its epoch is over is convicted all the same, under the old set.
    @Test
    void aContradictionThatComesAfterTheEpochEndedConvicts() {
        TestNetwork network = new TestNetwork(4, 1, Rules.STRICT);
        network.nodes.forEach(TestNode::start);
        network.run(1);
        network.submit(Register.membership(0, 1, 2, 4));
        network.run(3_000);
        State witness = network.node(0).state();
        assertEquals(1, witness.epoch().number());
        Vote last = witness.seals.getFirst().proof().certificate().votes().getLast();
        Vote contrary = BadInputTest.vote(Kind.SKIP, 0, last.statement().view(), 0, last.signer());
        Input late = new Input.Received(TestKeys.node(2), new Message.Ballot(contrary));
        List<Effect> asked = Consensus.step(witness, late).effects();
        Effect.Check check = assertInstanceOf(Effect.Check.class, asked.getLast());
        assertTrue(TestKeys.CHECKER.all(check.checks()));
        Input checked = new Input.Checked(TestKeys.node(2), check.message(), true);
        List<Evidence> reports = Consensus.step(witness, checked).effects().stream()
                .filter(Effect.Report.class::isInstance)
                .map(effect -> ((Effect.Report) effect).evidence())
                .toList();
        assertEquals(List.of(new Evidence(last, contrary)), reports);
        assertTrue(reports.getFirst().proves(NETWORK, TestKeys.set(0, 1, 2, 3), TestKeys.CHECKER));
        assertTrue(
                Consensus.step(witness, late).effects().stream().noneMatch(Effect.Check.class::isInstance),
                "once is enough");
    }
}
