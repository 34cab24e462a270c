package io.pyrsia.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.junit.jupiter.api.Test;

/// Whatever arrives is dropped with a reason, costs its sender, and leaves no trace in memory.
class BadInputTest {

    private static final AuthoritySet AUTHORITIES = TestKeys.set(0, 1, 2, 3);
    private static final Genesis GENESIS = new Genesis(new NetworkId("test"), AUTHORITIES, Register.genesisRoot());
    private static final Domain DOMAIN = new Domain(new NetworkId("test"), AUTHORITIES);

    private static final List<Kind> KINDS = List.of(Kind.values());

    private State state = node(0);

    private static State node(int number) {
        Recovered recovered = new Recovered(
                new Entry.Birth(TestKeys.node(number), 0),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                List.of());
        State state = State.start(GENESIS, Config.DEFAULT, TestKeys.signer(number), recovered);
        Consensus.step(state, new Input.Started());
        return state;
    }

    static Vote vote(Kind kind, long epoch, long view, int digest, int signer) {
        Bytes32 named = kind.namesBlock() ? Bytes32.leftPad(Bytes.ofUnsignedInt(digest)) : Bytes32.ZERO;
        Statement statement = new Statement(kind, epoch, view, named);
        return new Vote(statement, signer, TestKeys.signer(signer).sign(DOMAIN.text(statement)));
    }

    private static Certificate certificate(Kind kind, long epoch, long view, int digest, int... signers) {
        List<Vote> votes = new ArrayList<>();
        for (int signer : signers) {
            votes.add(vote(kind, epoch, view, digest, signer));
        }
        return new Certificate(votes.get(0).statement(), votes);
    }

    /// Steps a message and the check of its signatures.
    private List<Effect> receive(int from, Message message) {
        List<Effect> all = new ArrayList<>();
        for (Effect effect : Consensus.step(state, new Input.Received(TestKeys.node(from), message))
                .effects()) {
            if (effect instanceof Effect.Check(var peer, Message checked, var checks)) {
                boolean valid = TestKeys.CHECKER.all(checks);
                all.addAll(Consensus.step(state, new Input.Checked(peer, checked, valid))
                        .effects());
            } else {
                all.add(effect);
            }
        }
        return all;
    }

    private void refused(Fault fault, boolean costs, int from, Message message) {
        long before = state.faults(fault);
        List<Effect> effects = receive(from, message);
        assertEquals(before + 1, state.faults(fault), () -> fault + " expected for " + message);
        boolean scored = effects.contains(new Effect.Score(TestKeys.node(from), fault));
        assertEquals(costs, scored);
    }

    @Test
    void bytesThatAreNoMessage() {
        List<Effect> effects =
                Consensus.step(state, new Input.Undecodable(TestKeys.node(2))).effects();
        assertEquals(List.of(new Effect.Score(TestKeys.node(2), Fault.MALFORMED)), effects);
        assertEquals(1, state.faults(Fault.MALFORMED));
    }

    @Test
    void votesThatAreOfNoUse() {
        refused(Fault.WRONG_EPOCH, false, 1, new Message.Ballot(vote(Kind.SKIP, 1, 1, 0, 1)));
        refused(Fault.FAR_FUTURE, false, 1, new Message.Ballot(vote(Kind.SKIP, 0, 1 + Limits.VIEW_WINDOW + 1, 0, 1)));
        refused(Fault.MALFORMED, true, 1, new Message.Ballot(vote(Kind.SKIP, 0, 0, 0, 1)));
        refused(Fault.UNWANTED, false, 1, new Message.Ballot(vote(Kind.READY, 1, 1, 0, 1)));
        Vote forged = new Vote(new Statement(Kind.SKIP, 0, 1, Bytes32.ZERO), 2, Bytes.repeat((byte) 1, 64));
        refused(Fault.BAD_SIGNATURE, true, 1, new Message.Ballot(forged));
        Vote outsider = new Vote(new Statement(Kind.SKIP, 0, 1, Bytes32.ZERO), 9, Bytes.repeat((byte) 1, 64));
        refused(Fault.MALFORMED, true, 1, new Message.Ballot(outsider));
        Vote impostor = vote(Kind.PROPOSE, 0, 1, 1, 2);
        refused(Fault.MALFORMED, true, 2, new Message.Ballot(impostor));
    }

    @Test
    void replayedVotes() {
        Message ballot = new Message.Ballot(vote(Kind.SKIP, 0, 1, 0, 1));
        receive(1, ballot);
        refused(Fault.DUPLICATE, false, 1, ballot);
        refused(Fault.DUPLICATE, false, 3, ballot);
    }

    /// A vote for what is certified is dropped without a check, but shows that its signer is there.
    @Test
    void votesBehindTheirCertificate() {
        receive(2, new Message.Certified(certificate(Kind.SKIP, 0, 1, 0, 1, 2, 3)));
        receive(2, new Message.Certified(certificate(Kind.NOTAR, 0, 2, 7, 1, 2, 3)));
        Vote late = new Vote(new Statement(Kind.SKIP, 0, 1, Bytes32.ZERO), 0, Bytes.repeat((byte) 1, 64));
        assertFalse(Consensus.isOfUse(state, new Message.Ballot(late)));
        assertEquals(0, state.lastHeard(3));
        refused(Fault.DUPLICATE, false, 3, new Message.Ballot(vote(Kind.SKIP, 0, 1, 0, 3)));
        assertEquals(2, state.lastHeard(3));
        // Said by somebody else it shows nothing, and another block's vote is evidence.
        refused(Fault.DUPLICATE, false, 1, new Message.Ballot(late));
        assertTrue(Consensus.isOfUse(state, new Message.Ballot(vote(Kind.NOTAR, 0, 2, 8, 1))));
    }

    @Test
    void certificatesThatProveNothing() {
        refused(Fault.MALFORMED, true, 1, new Message.Certified(certificate(Kind.SKIP, 0, 1, 0, 1, 2)));
        refused(Fault.MALFORMED, true, 1, new Message.Certified(certificate(Kind.PROPOSE, 0, 1, 1, 1, 2, 3)));
        refused(Fault.WRONG_EPOCH, false, 1, new Message.Certified(certificate(Kind.SKIP, 2, 1, 0, 1, 2, 3)));
        Certificate good = certificate(Kind.SKIP, 0, 1, 0, 1, 2, 3);
        Vote last = good.votes().get(2);
        Certificate forged = new Certificate(
                good.statement(),
                List.of(
                        good.votes().get(0),
                        good.votes().get(1),
                        new Vote(last.statement(), 3, Bytes.repeat((byte) 3, 64))));
        refused(Fault.BAD_SIGNATURE, true, 1, new Message.Certified(forged));
        assertEquals(1, state.currentView());
        receive(1, new Message.Certified(good));
        assertEquals(2, state.currentView());
        refused(Fault.DUPLICATE, false, 2, new Message.Certified(good));
    }

    /// Rule 10: certificates are welcome however far ahead they are.
    @Test
    void certificateOfAFarView() {
        receive(1, new Message.Certified(certificate(Kind.SKIP, 0, 5_000, 0, 1, 2, 3)));
        assertEquals(0, state.faults(Fault.FAR_FUTURE));
        assertEquals(1, state.currentView());
    }

    @Test
    void chainsAndOffersThatDoNotHoldTogether() {
        Block block = DurableStoreContract.block(1, 1, 1);
        FinalProof proof = new FinalProof(List.of(), certificate(Kind.FINAL, 0, 1, 1, 1, 2, 3));
        refused(Fault.MALFORMED, true, 1, new Message.Chain(List.of(block), proof));
        refused(Fault.STALE, false, 1, new Message.Chain(List.of(), proof));
        Snapshot snapshot = new Snapshot(block.header(), Bytes32.ZERO, null, block.header(), proof, List.of());
        refused(Fault.MALFORMED, true, 1, new Message.Offer(snapshot));
    }

    @Test
    void checksOfOnePeerAreLimited() {
        int asked = 0;
        for (int i = 0; i < 1_000; i++) {
            Vote forged = new Vote(new Statement(Kind.SKIP, 0, 1, Bytes32.ZERO), 2, Bytes.repeat((byte) (i + 1), 64));
            Step step = Consensus.step(state, new Input.Received(TestKeys.node(1), new Message.Ballot(forged)));
            asked += (int) step.effects().stream()
                    .filter(Effect.Check.class::isInstance)
                    .count();
        }
        assertEquals(Limits.CHECKS_PER_PEER, asked);
        assertEquals(1_000 - Limits.CHECKS_PER_PEER, state.faults(Fault.OVER_LIMIT));
    }

    @Test
    void answersToOnePeerAreLimited() {
        receive(1, new Message.Certified(certificate(Kind.SKIP, 0, 1, 0, 1, 2, 3)));
        int answers = 0;
        for (int i = 0; i < 500; i++) {
            answers += (int) receive(1, new Message.FetchCertificates(0, 1, Long.MAX_VALUE)).stream()
                    .filter(Effect.Send.class::isInstance)
                    .count();
        }
        assertEquals(Limits.ANSWERS_PER_ROUND, answers);
    }

    /// One liar sends 300,000 votes of all sorts, well signed: what is kept stays within the window.
    @Test
    void junkLeavesNoTrace() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 300_000; i++) {
            Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            Statement statement = new Statement(
                    kind,
                    random.nextInt(3),
                    random.nextInt(1, 1_000_000),
                    kind.namesBlock() ? Bytes32.leftPad(Bytes.ofUnsignedInt(i)) : Bytes32.ZERO);
            Vote vote = new Vote(statement, 1, Bytes.repeat((byte) 1, 64));
            Step step = Consensus.step(state, new Input.Received(TestKeys.node(1), new Message.Ballot(vote)));
            if (!step.effects().isEmpty()
                    && step.effects().get(0) instanceof Effect.Check(var from, var message, var c)) {
                Consensus.step(state, new Input.Checked(from, message, true));
            }
        }
        assertTrue(state.rounds.size() <= Limits.VIEW_WINDOW + 2, "rounds kept: " + state.rounds.size());
    }

    /// Rule 13: a leader that signs two blocks of one view is convicted once, however many it signs.
    @Test
    void equivocatorIsConvictedOnce() {
        int reports = 0;
        for (int i = 0; i < 50; i++) {
            for (Effect effect : receive(1, new Message.Ballot(vote(Kind.NOTAR, 0, 1, i, 1)))) {
                if (effect instanceof Effect.Report(Evidence evidence)) {
                    reports++;
                    assertTrue(evidence.proves(new NetworkId("test"), AUTHORITIES, TestKeys.CHECKER));
                    assertEquals(1, evidence.first().signer());
                }
            }
        }
        assertEquals(1, reports);
    }

    @Property(tries = 2_000)
    void anyBytesAreRefusedOrReadInFull(@ForAll byte[] bytes) {
        try {
            Message message = MessageCodec.decode(Bytes.wrap(bytes));
            assertEquals(Bytes.wrap(bytes), MessageCodec.encode(message));
        } catch (Malformed e) {
            assertTrue(e.reason().length() > 5);
        }
    }

    /// Every message, cut short, lengthened, or with any one byte changed, is refused or reads as something else that
    /// encodes to exactly these bytes: the encoding is canonical.
    @Test
    void changedBytesAreRefusedOrMeanSomethingElse() {
        for (Message message : Samples.messages()) {
            Bytes encoded = MessageCodec.encode(message);
            for (int at = 0; at < encoded.size(); at++) {
                byte[] changed = encoded.toArray();
                changed[at] ^= (byte) (1 << (at % 8));
                anyBytesAreRefusedOrReadInFull(changed);
                anyBytesAreRefusedOrReadInFull(encoded.slice(0, at).toArray());
            }
            anyBytesAreRefusedOrReadInFull(
                    Bytes.concatenate(encoded, Bytes.of(0)).toArray());
        }
    }
}
