package io.pyrsia.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.webserver.WebServer;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.client.LogClient;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.log.Hash;
import io.pyrsia.log.InclusionProof;
import io.pyrsia.log.Tree;
import io.pyrsia.log.follow.Refusal;
import io.pyrsia.log.follow.Step;
import io.pyrsia.log.follow.Trusted;
import io.pyrsia.log.note.LogProof;
import io.pyrsia.log.note.Quorum;
import io.pyrsia.log.note.SignedCheckpoint;
import io.pyrsia.server.light.LightFollower;
import io.pyrsia.server.log.LogService;
import io.pyrsia.server.log.StoredEntries;
import io.pyrsia.server.log.StoredLog;
import io.pyrsia.server.recovery.RecoveryDocument;
import io.pyrsia.server.recovery.SignedRecovery;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two of four authorities are lost with their disks; the other two go on with two new ones, for whoever accepts it.
class RecoveredNetworkTest {

    @TempDir
    Path folder;

    private TestNetwork network;

    @BeforeEach
    void begin() throws Exception {
        network = new TestNetwork(folder).startAuthorities();
        network.makeBlocks(0, 20);
        awaitCheckpoint(network.all());
    }

    @AfterEach
    void close() {
        network.close();
    }

    private static void awaitCheckpoint(List<TestNode> nodes) throws InterruptedException {
        for (TestNode node : nodes) {
            node.await("a checkpoint of its whole log", () -> {
                LedgerStatus status = node.node().status();
                return status.checkpointSize() == status.logSize();
            });
        }
    }

    private RecoveryPoint point(TestNode node) throws Malformed {
        return RecoveryPoint.read(node.database(), network.genesis(), List.of());
    }

    /// Stops all, and deletes the stores of the last two authorities.
    private void loseTwo() throws Exception {
        network.all().forEach(TestNode::stop);
        network.authority(2).wipe();
        network.authority(3).wipe();
    }

    /// What the two survivors agree on, drafted where the most is final, signed by both.
    private RecoveryDocument agree(List<NodeId> authorities) throws Exception {
        List<TestNode> survivors = network.all().subList(0, 2);
        TestNode furthest = List.of(network.authority(0), network.authority(1)).stream()
                .max(Comparator.comparingLong(node -> {
                    try {
                        return point(node).standing().base().height();
                    } catch (Malformed e) {
                        throw new AssertionError(e);
                    }
                }))
                .orElseThrow();
        RecoveryDocument document = point(furthest)
                .draft(
                        network.genesis().origin(),
                        authorities,
                        survivors.stream().map(TestNode::id).toList(),
                        "two disks burnt",
                        2_000);
        SignedRecovery file = SignedRecovery.unsigned(document);
        for (TestNode survivor : survivors) {
            point(survivor).check(document);
            RecoveryPoint.renounce(survivor.database(), survivor.id(), document);
            file = SignedRecovery.read(file.sign(survivor.key).write());
        }
        assertEquals(List.of(), file.missing());
        return file.document();
    }

    private Trusted genesis() {
        return Trusted.genesis(
                network.genesis().origin(),
                Candidate.set(new io.pyrsia.ledger.entry.AuthoritySet(
                        0, network.genesis().authorities())));
    }

    private LightFollower light(LogClient client, List<Digest> accepted) throws Exception {
        return new LightFollower(client, folder.resolve("light"), genesis(), Quorum.none(), accepted);
    }

    private static WebServer serve(TestNode node) {
        return WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .routing(routing -> routing.register(
                        "/log", new LogService(node.database(), node.node().notes())))
                .build()
                .start();
    }

    private static LogClient client(WebServer server) {
        return new LogClient(URI.create("http://127.0.0.1:" + server.port() + "/log/"));
    }

    @Test
    void theNetworkGoesOnForWhoeverAcceptsIt() throws Exception {
        TestNode first = network.authority(0);
        WebServer before = serve(first);
        try (LogClient client = client(before)) {
            assertInstanceOf(Step.Arrived.class, light(client, List.of()).follow());
        } finally {
            before.stop();
        }
        SignedCheckpoint seen = first.node().checkpoint().orElseThrow();
        Tree tree = new Tree(seen.checkpoint().size(), new StoredLog(first.database()));
        LogProof old = new LogProof(Bytes.EMPTY, 7, tree.inclusion(7).path(), seen);
        Bytes entry = new StoredEntries(first.database()).entry(7).orElseThrow();
        TestNode doubter = network.add();
        doubter.start();
        long known = first.node().view().state().height();
        doubter.await("the old blocks", view -> view.state().height() >= known);

        loseTwo();
        TestNode third = network.add().birth();
        TestNode fourth = network.add().birth();
        List<TestNode> next = List.of(first, network.authority(1), third, fourth);
        RecoveryDocument document = agree(next.stream().map(TestNode::id).toList());
        for (TestNode node : next) {
            node.recoveries = List.of(document);
            node.start();
        }
        doubter.start();
        for (TestNode node : next) {
            node.await(
                    "the new authorities",
                    view -> view.state().authorities().nodes().contains(third.id()));
        }
        assertInstanceOf(
                TransactionResult.Accepted.class,
                LedgerNodeTest.get(first.node().submit(new Transaction.RegisterBuilder(LedgerNodeTest.builder(90)))));
        awaitCheckpoint(next);

        long ended = document.base().height();
        doubter.await(
                "all that the old authorities decided", view -> view.state().height() == ended);
        assertTrue(third.node().view().state().height() > ended + 1, "the new authorities decide");

        old.verify(
                Hash.ofEntry(entry),
                genesis().authorities().policy(network.genesis().origin(), Quorum.none()));
        SignedCheckpoint newest = third.node().checkpoint().orElseThrow();
        long size = newest.checkpoint().size();
        Tree now = new Tree(size, new StoredLog(third.database()));
        InclusionProof proof = now.inclusion(7);
        assertTrue(proof.proves(Hash.ofEntry(entry), newest.checkpoint().root()));
        Entry told = Entry.decode(
                new StoredEntries(third.database()).entry(document.log().size()).orElseThrow());
        assertEquals(document.digest(), ((Content.Recovered) told.content()).document());

        followsOnlyAfterAcceptance(third, document);
        doubter.stop();
        doubter.recoveries = List.of(document);
        doubter.start();
        long height = third.node().view().state().height();
        doubter.await("what the new authorities decided", view -> view.state().height() >= height);
        restartsAsItWas(next);
    }

    private void followsOnlyAfterAcceptance(TestNode serving, RecoveryDocument document) throws Exception {
        serving.await("the hand-off", () -> serving.node().notes().handoff(0).isPresent());
        WebServer server = serve(serving);
        try (LogClient client = client(server)) {
            Step.Refused refused = assertInstanceOf(
                    Step.Refused.class, light(client, List.of()).follow());
            assertEquals(Refusal.RECOVERY, refused.refusal());
            assertTrue(refused.toString().contains(document.digest().toString()), refused.toString());
            Digest other = Digest.sha256(Bytes.of(5));
            assertInstanceOf(Step.Refused.class, light(client, List.of(other)).follow());
            assertInstanceOf(
                    Step.Arrived.class,
                    light(client, List.of(document.digest())).follow());
            // What was learnt needs no acceptance again.
            assertInstanceOf(Step.Arrived.class, light(client, List.of()).follow());
        } finally {
            server.stop();
        }
    }

    private static void restartsAsItWas(List<TestNode> nodes) throws Exception {
        nodes.forEach(TestNode::stop);
        nodes.forEach(TestNode::start);
        assertInstanceOf(
                TransactionResult.Accepted.class,
                LedgerNodeTest.get(
                        nodes.get(1).node().submit(new Transaction.RegisterBuilder(LedgerNodeTest.builder(91)))));
    }

    @Test
    void aDocumentThatAStoreSpeaksAgainstIsRefused() throws Exception {
        loseTwo();
        TestNode first = network.authority(0);
        RecoveryPoint here = point(first);
        List<NodeId> all = network.genesis().authorities();
        List<NodeId> survivors = List.of(first.id(), network.authority(1).id());
        String origin = network.genesis().origin();
        RecoveryDocument good = here.draft(origin, all, survivors, "a fire", 2_000);
        here.check(good);
        assertThrows(Malformed.class, () -> here.draft(origin, all, List.of(first.id()), "a fire", 2_000));
        assertThrows(Malformed.class, () -> here.draft(origin, all.subList(0, 3), survivors, "a fire", 2_000));
        assertThrows(Malformed.class, () -> here.draft(origin, all, survivors, " ", 2_000));
        var base = good.base();
        var earlier = new io.pyrsia.consensus.Rescue.Base(
                base.epoch(),
                base.view(),
                base.height() - 1,
                base.digest(),
                base.executedHeight(),
                base.executedRoot());
        var other = new io.pyrsia.consensus.Rescue.Base(
                base.epoch(), base.view(), base.height(), good.stateRoot(), base.executedHeight(), base.executedRoot());
        for (var wrong : List.of(earlier, other)) {
            RecoveryDocument document = new RecoveryDocument(
                    good.network(), wrong, good.stateRoot(), good.log(), good.timeMs(), all, survivors, "a fire");
            assertThrows(Malformed.class, () -> here.check(document));
        }
    }

    @Test
    void aSignatureOfSomebodyElseIsRefused() throws Exception {
        loseTwo();
        RecoveryDocument document = agree(network.genesis().authorities());
        SignedRecovery file = SignedRecovery.unsigned(document).sign(network.authority(0).key);
        assertThrows(Malformed.class, () -> file.sign(network.authority(2).key));
        assertEquals(List.of(network.authority(1).id()), file.missing());
        String text = new String(file.write().toArrayUnsafe(), java.nio.charset.StandardCharsets.UTF_8);
        Bytes changed = Bytes.wrap(
                text.replace("two disks burnt", "two disks burnt!").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThrows(Malformed.class, () -> SignedRecovery.read(changed));
    }
}
