package io.pyrsia.libp2p.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.gossip.GossipMessage;
import io.pyrsia.libp2p.gossip.MessageValidator;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.identify.Ping;
import io.pyrsia.libp2p.kad.KadConfig;
import io.pyrsia.libp2p.kad.KadPeer;
import io.pyrsia.libp2p.kad.KadRecord;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every other implementation, over every security it has, dialled and dialling: what one does the other understands.
@Tag("interop")
class InteropTest {

    private static final ResultTable TABLE = new ResultTable();
    /// What one question may take, one case after its program was built, and all cases together.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration CASE = Duration.ofMinutes(1);
    private static final Duration SUITE = Duration.ofMinutes(4);

    private static Duration spent = Duration.ZERO;

    /// One row group of the table.
    record Case(Toolchain toolchain, String security, boolean weDial) {

        @Override
        public String toString() {
            return toolchain + " " + security + (weDial ? " we dial" : " they dial");
        }

        void note(String check, String result) {
            TABLE.add(toolchain.title(), security, weDial ? "we" : "they", check, result);
        }
    }

    /// Something that must work, with what the table says about it.
    private interface Check {
        void run() throws Exception;
    }

    private final List<String> failures = new ArrayList<>();

    /// All of them, or those whose names contain what `-Dinterop.only=` says.
    static Stream<Case> cases() {
        String only = System.getProperty("interop.only", "");
        return Arrays.stream(Toolchain.values())
                .flatMap(toolchain -> Stream.of("noise", "tls")
                        .flatMap(security ->
                                Stream.of(new Case(toolchain, security, true), new Case(toolchain, security, false))))
                .filter(one -> one.toString().contains(only));
    }

    @AfterAll
    static void writeTable() throws IOException {
        TABLE.write();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void understandEachOther(Case one) throws Exception {
        Optional<HostConfig.SecurityKind> security = Arrays.stream(HostConfig.SecurityKind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(one.security()))
                .findFirst();
        Optional<String> missing = security.isEmpty()
                ? Optional.of("our host has no " + one.security())
                : one.toolchain().missing();
        missing.ifPresent(reason -> one.note("all", "not run: " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        try {
            one.toolchain().prepare();
        } catch (IOException e) {
            one.note("build", "FAILED: " + firstLine(e));
            throw e;
        }
        converse(one, security.orElseThrow());
        assertEquals(List.of(), failures);
    }

    /// Runs the case within its time and what is left of the suite's.
    private void converse(Case one, HostConfig.SecurityKind security) throws Exception {
        Duration left = SUITE.minus(spent);
        if (!left.isPositive()) {
            one.note("all", "FAILED: the suite's time was over");
            fail("no time left of " + SUITE);
        }
        Duration bound = left.compareTo(CASE) < 0 ? left : CASE;
        long start = System.nanoTime();
        try (Counterpart they = new Counterpart(one.toolchain(), one.security());
                OurNode we = new OurNode(security, true)) {
            assertTimeoutPreemptively(bound, () -> talk(one, we, they, security));
        } catch (IOException | AssertionError e) {
            one.note("all", "FAILED: " + firstLine(e));
            throw e;
        } finally {
            spent = spent.plusNanos(System.nanoTime() - start);
        }
    }

    private void talk(Case one, OurNode we, Counterpart they, HostConfig.SecurityKind security) throws Exception {
        PeerId peer = they.peer();
        BlockingQueue<GossipMessage> heard = new LinkedBlockingQueue<>();
        we.gossip.subscribe(OurNode.TOPIC, message -> MessageValidator.Verdict.ACCEPT, heard::add);
        Bytes kept = multihash("kept by us " + peer);
        KadRecord keptRecord = record("kept", peer);
        PeerId provider;
        // A third node leaves its things with us alone, before the other implementation comes.
        try (OurNode third = new OurNode(security, false)) {
            provider = third.host.identity().id();
            third.dial(we.address());
            third.awaitIdentified(we.host.identity().id(), PATIENCE);
            assertEquals(1, third.kademlia.provide(kept));
            assertEquals(1, third.kademlia.put(keptRecord));
        }

        check(one, "connect", () -> {
            if (one.weDial()) {
                assertEquals(peer, we.dial(they.address()).peer());
            } else {
                assertEquals(we.host.identity().id().toString(), they.ask("dial", we.address()));
            }
        });
        if (!failures.isEmpty()) {
            one.note("the others", "not run: no connection");
            return;
        }
        String us = we.host.identity().id().toString();
        check(one, "identify", () -> {
            we.awaitIdentified(peer, PATIENCE);
            assertTrue(we.host.peers().protocols(peer).contains(Ping.PROTOCOL));
            assertTrue(they.ask("identify", us).contains(KadConfig.PYRSIA));
        });
        check(one, "ping", () -> {
            Connection connection = we.host.connect(peer, List.of());
            try (Ping ping = Ping.open(connection, Randomness.secure())) {
                ping.roundTrip(PATIENCE);
                ping.roundTrip(PATIENCE);
            }
            they.ask("ping", us);
        });
        if (one.toolchain().routes()) {
            routing(one, we, they, security, new Kept(kept, provider, keptRecord));
            gossip(one, we, they, heard);
        }
    }

    /// What only our node has.
    private record Kept(Bytes key, PeerId provider, KadRecord record) {}

    private void routing(Case one, OurNode we, Counterpart they, HostConfig.SecurityKind security, Kept kept)
            throws Exception {
        PeerId peer = they.peer();
        check(
                one,
                "kad: they find the provider that we know",
                () -> assertEquals(kept.provider().toString(), they.ask("find", hex(kept.key()))));
        check(
                one,
                "kad: they get the record that we keep",
                () -> assertEquals(
                        hex(kept.record().value()),
                        they.ask("get", hex(kept.record().key()))));
        Bytes theirs = multihash("provided by them " + peer);
        check(one, "kad: they provide, we know it", () -> {
            they.ask("provide", hex(theirs));
            assertEquals(List.of(peer), providers(we, theirs));
        });
        KadRecord put = record("put", peer);
        check(one, "kad: they put, we keep it", () -> {
            they.ask("put", hex(put.key()), hex(put.value()));
            assertEquals(Optional.of(put), we.kademlia.get(put.key()));
        });
        KadRecord ours = record("ours", peer);
        check(one, "kad: we put, they keep it", () -> assertEquals(1, we.kademlia.put(ours)));
        Bytes provided = multihash("provided by us " + peer);
        check(one, "kad: we provide, they take it", () -> assertEquals(1, we.kademlia.provide(provided)));
        // Another node of ours that knows only them.
        try (OurNode reader = new OurNode(security, false)) {
            reader.dial(they.address());
            reader.awaitIdentified(peer, PATIENCE);
            check(
                    one,
                    "kad: we find a provider by asking them",
                    () -> assertEquals(List.of(peer), providers(reader, theirs)));
            check(
                    one,
                    "kad: we find ourselves as a provider by asking them",
                    () -> assertEquals(List.of(we.host.identity().id()), providers(reader, provided)));
            check(
                    one,
                    "kad: we get a record by asking them",
                    () -> assertEquals(Optional.of(ours), reader.kademlia.get(ours.key())));
            check(
                    one,
                    "kad: we find a peer by asking them",
                    () -> assertEquals(
                            Optional.of(we.host.identity().id()),
                            reader.kademlia.findPeer(we.host.identity().id()).map(KadPeer::id)));
        }
    }

    private void gossip(Case one, OurNode we, Counterpart they, BlockingQueue<GossipMessage> heard) {
        check(one, "gossip: we publish, they hear", () -> {
            they.ask("subscribe", OurNode.TOPIC);
            Bytes data = Bytes.wrap("from Pyrsia".getBytes(UTF_8));
            we.gossip.publish(OurNode.TOPIC, data); // they hear of it even if their subscription is still on its way
            assertEquals(OurNode.TOPIC + " " + hex(data), they.message());
        });
        check(one, "gossip: they publish, we hear", () -> {
            Bytes data = Bytes.wrap(("from " + they.peer()).getBytes(UTF_8));
            they.ask("publish", OurNode.TOPIC, hex(data));
            GossipMessage message = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertTrue(message != null, "no message came");
            assertEquals(data, message.data());
            assertEquals(they.peer(), message.author());
        });
    }

    private void check(Case one, String what, Check check) {
        try {
            check.run();
            one.note(what, "ok");
        } catch (Exception | AssertionError e) {
            one.note(what, "FAILED: " + firstLine(e));
            failures.add(what + ": " + e);
        }
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replace('|', '/');
    }

    /// Who provides `key`, by the first answer that names anyone. Announcements are not acknowledged, so one may still
    /// be on its way; each question goes over the network.
    private static List<PeerId> providers(OurNode node, Bytes key) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<KadPeer> found = List.of();
        while (found.isEmpty() && System.nanoTime() - end < 0) {
            found = node.kademlia.findProviders(key, 1);
        }
        return found.stream().map(KadPeer::id).toList();
    }

    private static KadRecord record(String name, PeerId peer) {
        return new KadRecord(
                Bytes.wrap(("/pyrsia/" + name + "-" + peer).getBytes(UTF_8)),
                Bytes.wrap(("the value of " + name).getBytes(UTF_8)));
    }

    private static Bytes multihash(String content) {
        return new ByteWriter()
                .varint(0x12)
                .bytesVarint(Digest.sha256(Bytes.wrap(content.getBytes(UTF_8))).value())
                .toBytes();
    }

    private static String hex(Bytes bytes) {
        return bytes.toUnprefixedHexString();
    }
}
