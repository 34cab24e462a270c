package io.pyrsia.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.NetworkId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The bugs that other implementations shipped, each with its place there.
class KnownBugsTest {

    private static final AuthoritySet AUTHORITIES = TestKeys.set(0, 1, 2, 3);
    private static final Genesis GENESIS = new Genesis(new NetworkId("test"), AUTHORITIES, Register.genesisRoot());
    private static final Domain DOMAIN = new Domain(new NetworkId("test"), AUTHORITIES);

    private final MemoryStore store = new MemoryStore();
    private final List<Message> sent = new ArrayList<>();
    private State state = start();

    private State start() {
        if (store.recover().birth() == null) {
            store.write(List.of(new Entry.Birth(TestKeys.node(0), 0)), true);
        }
        state = State.start(GENESIS, Config.DEFAULT, TestKeys.signer(0), store.recover());
        step(new Input.Started());
        return state;
    }

    private List<Effect> step(Input input) {
        List<Effect> effects = Consensus.step(state, input).effects();
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Persist(var entries, boolean sync) -> store.write(entries, sync);
                case Effect.Broadcast(var to, Message message) -> sent.add(message);
                case Effect.Send(var to, Message message) -> sent.add(message);
                default -> {}
            }
        }
        return effects;
    }

    /// A message whose signatures were found valid.
    private void deliver(Message message) {
        step(new Input.Checked(TestKeys.node(1), message, true));
    }

    private boolean voted(Kind kind, long view) {
        return sent.stream()
                .anyMatch(message -> message instanceof Message.Ballot(Vote vote)
                        && vote.signer() == 0
                        && vote.statement().kind() == kind
                        && vote.statement().view() == view);
    }

    private static Vote vote(Statement statement, int signer) {
        return new Vote(statement, signer, TestKeys.signer(signer).sign(DOMAIN.text(statement)));
    }

    private static Certificate certificate(Statement statement) {
        return new Certificate(statement, List.of(vote(statement, 1), vote(statement, 2), vote(statement, 3)));
    }

    private static Statement of(Kind kind, Block block) {
        return new Statement(kind, 0, block.view(), block.digest());
    }

    private Block block(long view, @Nullable Block parent) {
        Bytes32 root = Checkpoint.root(0, GENESIS.digest(), GENESIS.stateRoot(), null);
        List<Bytes> transactions = List.of(Bytes.ofUnsignedLong(view));
        Bytes body = Block.body(transactions);
        Header header = new Header(
                0,
                view,
                parent == null ? 1 : parent.height() + 1,
                parent == null ? 0 : parent.view(),
                parent == null ? GENESIS.digest() : parent.digest(),
                0,
                root,
                Block.bodyDigest(body),
                null);
        Statement statement = new Statement(Kind.PROPOSE, 0, view, header.digest());
        return Block.of(header, body, transactions, vote(statement, AUTHORITIES.leader(view)));
    }

    /// ava-labs/simplex #280, #290: FINAL after SKIP, because the flag was gone once the view was left.
    @Test
    void aSkippedViewIsNeverFinalisedHoweverLateItsCertificateComes() {
        Block late = block(1, null);
        step(new Input.Pending(true));
        step(new Input.TimerFired(new Timer.Propose(0, 1)));
        assertTrue(voted(Kind.SKIP, 1));
        for (long view = 1; view <= 40; view++) {
            deliver(new Message.Certified(certificate(Statement.skip(0, view))));
        }
        assertEquals(41, state.currentView());
        deliver(new Message.Certified(certificate(of(Kind.NOTAR, late))));
        deliver(new Message.Proposal(late));
        assertTrue(voted(Kind.NOTAR, 1), "an own SKIP does not forbid NOTAR");
        assertFalse(voted(Kind.FINAL, 1));
        start();
        step(new Input.TimerFired(new Timer.Standstill()));
        assertFalse(voted(Kind.FINAL, 1), "nor after a restart");
    }

    /// ava-labs/simplex #281: a parent accepted without the SKIP certificate of the gap.
    @Test
    void aGapNeedsItsSkipCertificate() {
        Block first = block(1, null);
        Block third = block(3, first);
        deliver(new Message.Proposal(first));
        deliver(new Message.Certified(certificate(of(Kind.NOTAR, first))));
        deliver(new Message.Proposal(third));
        assertFalse(voted(Kind.NOTAR, 3));
        deliver(new Message.Certified(certificate(Statement.skip(0, 2))));
        assertTrue(voted(Kind.NOTAR, 3));
    }

    @Test
    void aParentNeedsItsNotarCertificate() {
        Block first = block(1, null);
        deliver(new Message.Proposal(first));
        deliver(new Message.Proposal(block(2, first)));
        assertFalse(voted(Kind.NOTAR, 2));
        deliver(new Message.Certified(certificate(of(Kind.NOTAR, first))));
        assertTrue(voted(Kind.NOTAR, 2));
    }

    /// commonware simplex: peers that hold different certificates of one view refuse each other's ancestry.
    @Test
    void bothCertificatesOfAViewAreKept() {
        Block first = block(1, null);
        deliver(new Message.Certified(certificate(Statement.skip(0, 1))));
        deliver(new Message.Proposal(block(2, null)));
        assertTrue(voted(Kind.NOTAR, 2), "over the skipped view");
        deliver(new Message.Proposal(first));
        deliver(new Message.Certified(certificate(of(Kind.NOTAR, first))));
        deliver(new Message.Certified(certificate(Statement.skip(0, 2))));
        deliver(new Message.Proposal(block(3, first)));
        assertTrue(voted(Kind.NOTAR, 3), "on the notarised block of the same view");
    }

    /// commonware #4275: the own vote was not counted again after a restart.
    @Test
    void theOwnVoteCountsAfterARestart() {
        Block first = block(1, null);
        deliver(new Message.Proposal(first));
        assertTrue(voted(Kind.NOTAR, 1));
        start();
        deliver(new Message.Ballot(vote(of(Kind.NOTAR, first), 1)));
        assertEquals(1, state.currentView());
        deliver(new Message.Ballot(vote(of(Kind.NOTAR, first), 2)));
        assertEquals(2, state.currentView());
        assertTrue(voted(Kind.FINAL, 1));
    }

    /// commonware #733: a wrong quorum where n is not 3f+1.
    @Test
    void quorumsOfEverySizeShareAnHonestAuthority() {
        for (int n = Limits.MIN_AUTHORITIES; n <= Limits.MAX_AUTHORITIES; n++) {
            int[] numbers = IntStream.range(0, n).toArray();
            AuthoritySet set = TestKeys.set(numbers);
            int f = (n - 1) / 3;
            assertEquals(f, set.faults());
            assertTrue(2 * set.quorum() - n > f, "two quorums of " + n);
            assertTrue(set.quorum() <= n - f, "the honest ones of " + n);
        }
    }

    /// Besu #7642: a timer that had grown to 4,096 s.
    @Test
    void timeoutsGrowByHalfUpToTheCap() {
        assertEquals(1_000, Rules.STRICT.timeoutMs(1_000, 1, 10_000));
        assertEquals(1_501, Rules.STRICT.timeoutMs(1_000, 2, 10_000));
        assertEquals(10_000, Rules.STRICT.timeoutMs(1_000, 20, 10_000));
        assertEquals(10_000, Rules.STRICT.timeoutMs(1_000, Long.MAX_VALUE, 10_000));
    }

    /// TON §4.3: repair traffic that feeds itself.
    @Test
    void aStandstillRoundIsBounded() {
        for (long view = 1; view <= 500; view++) {
            deliver(new Message.Certified(certificate(Statement.skip(0, view))));
        }
        step(new Input.TimerFired(new Timer.Standstill()));
        List<Long> views = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            sent.clear();
            step(new Input.TimerFired(new Timer.Standstill()));
            assertTrue(sent.size() <= Limits.STANDSTILL_MESSAGES + 8, "sent in one round: " + sent.size());
            for (Message message : sent) {
                if (message instanceof Message.Certified(Certificate certificate)) {
                    views.add(certificate.view());
                }
            }
        }
        assertTrue(views.contains(1L) && views.contains(250L) && views.contains(500L), "in the end all are sent");
    }

    /// Found by a mutant that skips every view: each message cost as much as there were views that are not final.
    @Test
    void aStepDoesNotLookAtViewsThatWereSkipped() {
        for (long view = 1; view <= 500; view++) {
            deliver(new Message.Certified(certificate(Statement.skip(0, view))));
        }
        assertEquals(501, state.currentView());
        assertEquals(
                500,
                state.openRounds().stream()
                        .filter(round -> round.has(Kind.SKIP))
                        .count());
        assertTrue(
                state.unsettledRounds().size() <= 1,
                "looked at: " + state.unsettledRounds().keySet());
    }

    /// ava-labs/simplex #543, #552: votes of ex-validators, and two instances at once.
    @Test
    void anEpochThatIsOverIsOver() {
        TestNetwork network = new TestNetwork(5, 0, Rules.STRICT);
        network.nodes.forEach(TestNode::start);
        network.submit(Register.membership(0, 1, 2, 3));
        network.run(3_000);
        State after = network.node(0).state();
        assertEquals(1, after.epoch().number());
        long silent = after.currentView() + 40;
        Statement old = Statement.skip(0, silent);
        Message ballot = new Message.Ballot(vote(old, 4));
        long before = after.faults(Fault.WRONG_EPOCH);
        List<Effect> effects = Consensus.step(after, new Input.Received(TestKeys.node(4), ballot))
                .effects();
        assertEquals(before + 1, after.faults(Fault.WRONG_EPOCH));
        assertTrue(effects.stream().noneMatch(Effect.Check.class::isInstance));
        assertTrue(after.rounds.values().stream()
                .allMatch(round -> round.tally(Kind.SKIP).of(4) == null));
        Consensus.step(after, new Input.TimerFired(new Timer.View(0, after.currentView())));
        assertFalse(after.votes.has(1, after.currentView(), Kind.SKIP), "a timer of the old epoch does nothing");
    }

    /// bft-smart #27: a state transfer that fails is never tried again.
    @Test
    void aFailedInstallIsTriedAgain() {
        TestNetwork network = new TestNetwork(4, 1, Rules.STRICT);
        network.snapshotInterval = 16;
        for (int i = 0; i < 4; i++) {
            network.node(i).start();
        }
        for (int i = 0; i < 60; i++) {
            network.submit(Bytes.of(2, i));
            network.run(100);
        }
        int[] failures = {3};
        network.lostState = () -> failures[0]-- > 0;
        network.node(4).start();
        network.run(10_000);
        assertTrue(failures[0] < 0, "it was asked for more than three times");
        assertEquals(
                network.node(0).state().finalHeight(), network.node(4).state().finalHeight());
    }

    /// A wiped node with a known key follows and does not vote.
    @Test
    void aWipedNodeFollowsInSilence() {
        TestNetwork network = TestNetwork.started(4);
        network.submit(Bytes.of(1));
        network.run(500);
        network.node(3).crash();
        network.node(3).store = new MemoryStore();
        network.node(3).sent.clear();
        network.node(3).start();
        for (int i = 0; i < 5; i++) {
            network.submit(Bytes.of(2, i));
            network.run(500);
        }
        network.run(2_000);
        assertEquals(6, network.node(3).register.transactions().size());
        assertFalse(network.node(3).state().hasVote());
        assertEquals(List.of(), network.node(3).sent);
        assertNull(network.node(3).store.recover().birth());
    }

    /// The certificate behind an own FINAL is durable: a liar who withholds his vote later cannot block the view.
    @Test
    void theCertificateBehindAFinalVoteSurvives() {
        Block first = block(1, null);
        deliver(new Message.Proposal(first));
        deliver(new Message.Certified(certificate(of(Kind.NOTAR, first))));
        assertTrue(voted(Kind.FINAL, 1));
        MemoryStore crashed = store.crash(0);
        assertTrue(crashed.recover().certificates().stream()
                .anyMatch(held -> held.statement().equals(of(Kind.NOTAR, first))));
        assertNotNull(crashed.recover().birth());
    }

    /// Mixed versions that diverge must stop, not go on apart.
    @Test
    void aDivergedNodeHalts() {
        TestNetwork network = TestNetwork.started(4);
        network.submit(Bytes.of(1));
        network.run(500);
        network.node(2).register.corrupt();
        for (int i = 0; i < 60; i++) {
            network.submit(Bytes.of(3, i));
            network.run(100);
        }
        assertEquals(1, network.node(2).halts.size(), "one reason is given");
        assertTrue(network.node(2).halts.get(0).contains("diverged"));
        assertEquals(List.of(), network.node(0).halts);
        assertEquals(61, network.node(0).register.transactions().size());
    }
}
