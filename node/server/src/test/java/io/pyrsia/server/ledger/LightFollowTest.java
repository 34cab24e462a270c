package io.pyrsia.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.webserver.WebServer;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.client.LogClient;
import io.pyrsia.ledger.transaction.Action;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.log.Hash;
import io.pyrsia.log.follow.AuthoritySet;
import io.pyrsia.log.follow.Refusal;
import io.pyrsia.log.follow.Step;
import io.pyrsia.log.follow.Trusted;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.NoteSignature;
import io.pyrsia.log.note.NoteSigner;
import io.pyrsia.log.note.Quorum;
import io.pyrsia.log.note.SignedCheckpoint;
import io.pyrsia.log.witness.Witness;
import io.pyrsia.server.light.LightFollower;
import io.pyrsia.server.log.Cosigner;
import io.pyrsia.server.log.LogService;
import io.pyrsia.server.log.PublishedNotes;
import io.pyrsia.server.log.StoredWitness;
import io.pyrsia.server.log.WitnessService;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A light client follows a real network over HTTP through changes of its authorities, and refuses what it must not
/// believe.
class LightFollowTest {

    @TempDir
    Path folder;

    private TestNetwork network;
    private WebServer server;
    /// What is served in place of the newest checkpoint.
    private volatile @Nullable Bytes forged;

    @BeforeEach
    void start() {
        network = new TestNetwork(folder).startAuthorities();
        TestNode serving = network.authority(0);
        PublishedNotes notes = new PublishedNotes() {
            @Override
            public Optional<Bytes> checkpoint() {
                Bytes other = forged;
                return other == null ? serving.node().notes().checkpoint() : Optional.of(other);
            }

            @Override
            public Optional<Bytes> handoff(long epoch) {
                return serving.node().notes().handoff(epoch);
            }
        };
        server = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .routing(routing -> routing.register("/log", new LogService(serving.database(), notes)))
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        server.stop();
        network.close();
    }

    private LogClient client() {
        return new LogClient(URI.create("http://127.0.0.1:" + server.port() + "/log/"));
    }

    private LightFollower follower(LogClient client, String file) throws Exception {
        AuthoritySet first = Candidate.set(
                new io.pyrsia.ledger.entry.AuthoritySet(0, network.genesis().authorities()));
        Trusted genesis = Trusted.genesis(network.genesis().origin(), first);
        return new LightFollower(client, folder.resolve(file), genesis, Quorum.none(), List.of());
    }

    private void awaitCheckpoint() throws InterruptedException {
        for (TestNode node : network.all()) {
            node.await("a checkpoint of its whole log", () -> {
                LedgerStatus status = node.node().status();
                return status.checkpointSize() == status.logSize();
            });
        }
    }

    /// The first authorities that still are decide.
    private void decide(Action action, int epoch) throws Exception {
        List<TransactionResult> results = new ArrayList<>();
        results.add(LedgerNodeTest.get(network.authority(0).node().submit(new Transaction.Propose(action))));
        for (TestNode node : List.of(
                network.authority(1),
                epoch < 2 ? network.authority(2) : network.all().get(4))) {
            node.await("the proposal", view -> view.proposals().stream()
                    .anyMatch(open -> open.id().equals(action.proposal())));
            results.add(LedgerNodeTest.get(node.node().submit(new Transaction.Endorse(action.proposal()))));
        }
        results.forEach(result -> assertInstanceOf(TransactionResult.Accepted.class, result));
    }

    private void awaitEpoch(long epoch) throws InterruptedException {
        for (TestNode node : network.all()) {
            node.await("epoch " + epoch, () -> node.node().status().replica().epoch() == epoch);
        }
    }

    @Test
    void followsThroughAChangeOfAuthorities() throws Exception {
        try (LogClient client = client()) {
            network.makeBlocks(0, 5);
            awaitCheckpoint();
            LightFollower follower = follower(client, "trusted");
            Step.Arrived first = assertInstanceOf(Step.Arrived.class, follower.follow());
            assertEquals(9, first.trusted().seen().orElseThrow().checkpoint().size());
            // Two of the first four sign no more: that is less than a quorum of them.
            for (int epoch = 1; epoch <= 2; epoch++) {
                TestNode joiner = network.add().birth();
                joiner.start();
                decide(new Action.RotateAuthority(network.authority(4 - epoch).id(), joiner.id()), epoch);
                awaitEpoch(epoch);
            }
            network.makeBlocks(100, 1);
            awaitCheckpoint();
            Step.Arrived second = assertInstanceOf(Step.Arrived.class, follower.follow());
            assertTrue(second.trusted().authorities().epoch() >= 1, "it went by the hand-off");
            assertEquals(second.trusted(), follower(client, "trusted").trusted(), "what it saw last is in the file");
            Trusted fromGenesis = assertInstanceOf(
                            Step.Arrived.class, follower(client, "another").follow())
                    .trusted();
            assertTrue(fromGenesis.authorities().epoch() >= 1, "and it can be reached from genesis");
            for (TestNode node : network.all()) {
                node.await("the hand-offs", () -> node.node().notes().handoff(1).isPresent());
            }
            assertEquals(4, network.authority(1).node().verifierKeys().lines().count());
        }
    }

    private SignedCheckpoint signed(Checkpoint checkpoint, int... authorities) {
        List<NoteSignature> signatures = new ArrayList<>();
        for (int authority : authorities) {
            signatures.add(
                    new NoteSigner(checkpoint.origin(), network.authority(authority).key).sign(checkpoint.text()));
        }
        return SignedCheckpoint.of(checkpoint, signatures);
    }

    private Refusal refused(LightFollower follower) throws Exception {
        return assertInstanceOf(Step.Refused.class, follower.follow()).refusal();
    }

    @Test
    void refusesAForkARollbackAndAWrongSet() throws Exception {
        try (LogClient client = client()) {
            network.makeBlocks(0, 3);
            awaitCheckpoint();
            Bytes old = network.authority(0).node().notes().checkpoint().orElseThrow();
            network.makeBlocks(10, 3);
            awaitCheckpoint();
            LightFollower follower = follower(client, "trusted");
            Checkpoint newest = assertInstanceOf(Step.Arrived.class, follower.follow())
                    .trusted()
                    .seen()
                    .orElseThrow()
                    .checkpoint();
            forged = old;
            assertEquals(Refusal.ROLLBACK, refused(follower));
            Checkpoint fork = new Checkpoint(newest.origin(), newest.size(), Hash.ofEntry(Bytes.of(1)));
            forged = signed(fork, 0, 1, 2).encode();
            assertEquals(Refusal.FORK, refused(follower));
            forged = signed(new Checkpoint(newest.origin(), newest.size() + 1, Hash.EMPTY_TREE), 0, 1)
                    .encode();
            assertEquals(Refusal.WRONG_SET, refused(follower));
            forged = null;
            assertInstanceOf(Step.Arrived.class, follower.follow());
            assertTrue(follower.trusted().seen().isPresent());
        }
    }

    @Test
    void anOutsideWitnessCosigns() throws Exception {
        NoteSigner outside = new NoteSigner("witness.test", PrivateKey.generate(Randomness.seeded(50)));
        AuthoritySet first = Candidate.set(
                new io.pyrsia.ledger.entry.AuthoritySet(0, network.genesis().authorities()));
        String origin = network.genesis().origin();
        TreeMap<String, Quorum> logs = new TreeMap<>();
        logs.put(origin, first.policy(origin, Quorum.none()).log());
        TestNode node = network.authority(0);
        WebServer witness = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .routing(routing -> routing.register(
                        "/witness",
                        new WitnessService(
                                new Witness(outside, logs),
                                outside.key(NoteKey.Kind.WITNESS),
                                new StoredWitness(node.database()),
                                Clock.system())))
                .build()
                .start();
        List<NoteKey> keys = List.of(outside.key(NoteKey.Kind.WITNESS));
        try (LogClient client = client();
                LogClient asked = new LogClient(URI.create("http://127.0.0.1:" + witness.port() + "/witness/"))) {
            LightFollower follower = new LightFollower(
                    client, folder.resolve("witnessed"), Trusted.genesis(origin, first), Quorum.of(1, keys), List.of());
            Cosigner cosigner = new Cosigner(asked, keys, node.database());
            for (int round = 0; round < 2; round++) {
                network.makeBlocks(10 * round, 3);
                awaitCheckpoint();
                assertEquals(Refusal.WRONG_SET, refused(follower), "without the witness");
                SignedCheckpoint newest = node.node().checkpoint().orElseThrow();
                node.node().cosigned(newest.checkpoint().size(), cosigner.cosign(newest));
                assertInstanceOf(Step.Arrived.class, follower.follow());
            }
        } finally {
            witness.stop();
        }
    }

    @Test
    void anAuthorityIsRotatedAndRemoved() throws Exception {
        TestNode joiner = network.add().birth();
        joiner.start();
        NodeId rotated = network.authority(3).id();
        decide(new Action.RotateAuthority(rotated, joiner.id()), 1);
        awaitEpoch(1);
        TestNode fifth = network.add().birth();
        fifth.start();
        decide(new Action.AddAuthority(fifth.id()), 2);
        awaitEpoch(2);
        // Four of the five decide.
        Action remove = new Action.RemoveAuthority(network.authority(2).id());
        LedgerNodeTest.get(network.authority(0).node().submit(new Transaction.Propose(remove)));
        for (TestNode node : List.of(network.authority(1), joiner, fifth)) {
            node.await("the proposal", view -> view.proposals().stream()
                    .anyMatch(open -> open.id().equals(remove.proposal())));
            assertInstanceOf(
                    TransactionResult.Accepted.class,
                    LedgerNodeTest.get(node.node().submit(new Transaction.Endorse(remove.proposal()))));
        }
        awaitEpoch(3);
        long height = network.authority(0).node().view().state().height();
        LedgerNodeTest.get(
                network.authority(0).node().submit(new Transaction.RegisterBuilder(LedgerNodeTest.builder(1))));
        for (TestNode node : network.all()) {
            node.await("a block of the new epoch", view -> view.state().height() > height);
            node.await("all hand-offs", () -> node.node().notes().handoff(2).isPresent());
        }
    }
}
