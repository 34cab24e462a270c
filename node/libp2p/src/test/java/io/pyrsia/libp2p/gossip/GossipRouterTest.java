package io.pyrsia.libp2p.gossip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What one router does about what its peers do, above all about what they should not do.
class GossipRouterTest {

    private static final String TOPIC = "topic";
    private static final List<Identity> PEERS = IntStream.range(0, 30)
            .mapToObj(i -> Identity.generate(Randomness.seeded(100 + i)))
            .toList();
    private static final Identity SELF = Identity.generate(Randomness.seeded(99));
    private static final Identity AUTHOR = Identity.generate(Randomness.seeded(98));

    private final GossipRouter router =
            new GossipRouter(SELF.id(), GossipConfig.standard(Set.of(TOPIC, "other")), Randomness.seeded(1));
    private MessageValidator.Verdict verdict = MessageValidator.Verdict.ACCEPT;
    private long now = 1;
    private long number;

    @BeforeEach
    void listen() {
        router.subscribe(TOPIC, message -> verdict, now, new ArrayList<>());
    }

    @Test
    void aNewPeerHearsWhatWeListenTo() {
        List<Effect> effects = new ArrayList<>();
        router.connected(id(0), "", true, true, effects);
        assertEquals(List.of(new Effect.Send(id(0), Rpc.of(List.of(new Rpc.Subscription(true, TOPIC))))), effects);
    }

    @Test
    void aMessageIsDeliveredAndPassedOnOnce() {
        join(8);
        GossipMessage message = message(10);
        List<Effect> effects = received(0, Rpc.of(message));
        assertEquals(1, delivered(effects));
        Set<PeerId> neighbours = router.neighbours(TOPIC);
        long expected = neighbours.stream().filter(peer -> !peer.equals(id(0))).count();
        assertEquals(expected, sentMessages(effects));
        assertEquals(List.of(), received(1, Rpc.of(message)));
    }

    @Test
    void theMeshHasItsDegree() {
        join(30);
        heartbeat();
        int size = router.neighbours(TOPIC).size();
        assertTrue(size >= 5 && size <= 12, "size " + size);
    }

    @Test
    void aListenerIsANeighbourAtOnceWhereSomeAreMissing() {
        join(8);
        assertEquals(Set.of(id(0), id(1), id(2), id(3), id(4)), router.neighbours(TOPIC));
    }

    @Test
    void aFreshNeighbourHearsOnceOfWhatCameBeforeIt() {
        join(1);
        GossipMessage message = message(10);
        received(0, Rpc.of(message));
        connect(1);
        received(1, Rpc.of(List.of(new Rpc.Subscription(true, TOPIC))));
        assertEquals(List.of(id(0), id(1)), List.copyOf(router.neighbours(TOPIC)));
        Effect announced = new Effect.Send(id(1), Rpc.of(new Rpc.Control.IHave(TOPIC, List.of(message.id()))));
        assertTrue(heartbeat().contains(announced));
        assertFalse(heartbeat().contains(announced));
    }

    @Test
    void aPeerWithANewStreamIsToldEverythingAgain() {
        join(1);
        List<Effect> effects = new ArrayList<>();
        router.reopened(id(0), effects);
        assertEquals(
                List.of(
                        new Effect.Send(id(0), Rpc.of(List.of(new Rpc.Subscription(true, TOPIC)))),
                        new Effect.Send(id(0), Rpc.of(new Rpc.Control.Graft(TOPIC)))),
                effects);
    }

    @Test
    void aForgedMessageCountsAgainstItsSenderAndDoesNotKeepTheTrueOneOut() {
        join(3);
        GossipMessage message = message(10);
        GossipMessage forged = new GossipMessage(
                message.author(), message.number(), TOPIC, message.data(), Bytes.wrap(new byte[64]), message.key());
        assertEquals(0, delivered(received(0, Rpc.of(forged))));
        assertTrue(score(0) < 0);
        assertEquals(1, delivered(received(1, Rpc.of(message))));
    }

    @Test
    void aPeerThatKeepsSendingInvalidMessagesIsNotHeardAnyMore() {
        join(3);
        verdict = MessageValidator.Verdict.REJECT;
        for (int i = 0; i < 5; i++) {
            received(0, Rpc.of(message(10)));
        }
        verdict = MessageValidator.Verdict.ACCEPT;
        assertTrue(score(0) < ScoreConfig.standard().graylistThreshold());
        assertEquals(0, delivered(received(0, Rpc.of(message(10)))));
        heartbeat();
        assertFalse(router.neighbours(TOPIC).contains(id(0)));
    }

    @Test
    void comingBackDoesNotWashABadScore() {
        join(3);
        verdict = MessageValidator.Verdict.REJECT;
        received(0, Rpc.of(message(10)));
        double before = score(0);
        router.gone(id(0), now);
        connect(0);
        assertTrue(before < 0 && score(0) <= before, before + " before, then " + score(0));
    }

    @Test
    void anIgnoredMessageHurtsNobodyAndGoesNowhere() {
        join(3);
        verdict = MessageValidator.Verdict.IGNORE;
        assertEquals(List.of(), received(0, Rpc.of(message(10))));
        assertTrue(score(0) >= 0);
    }

    @Test
    void topicsThatAreNotAllowedDoNotExist() {
        join(1);
        received(0, Rpc.of(List.of(new Rpc.Subscription(true, "unknown"))));
        assertEquals(List.of(), router.listeners("unknown"));
        assertThrows(
                IllegalArgumentException.class,
                () -> router.subscribe("unknown", message -> verdict, now, new ArrayList<>()));
        GossipMessage message = GossipMessage.sign(AUTHOR, 1, "unknown", Bytes.of(1));
        assertEquals(List.of(), received(0, Rpc.of(message)));
    }

    @Test
    void onlyTenAnnouncementsAreReadBetweenHeartbeats() {
        join(1);
        int asked = 0;
        for (int i = 0; i < 15; i++) {
            asked += received(0, Rpc.of(new Rpc.Control.IHave(TOPIC, List.of(unknownId(i)))))
                    .size();
        }
        assertEquals(GossipLimits.MAX_IHAVE_LISTS, asked);
        heartbeat();
        assertEquals(
                1,
                received(0, Rpc.of(new Rpc.Control.IHave(TOPIC, List.of(unknownId(99)))))
                        .size());
    }

    @Test
    void onlyFiveThousandIdsAreAskedForBetweenHeartbeats() {
        join(1);
        int asked = 0;
        for (int list = 0; list < 3; list++) {
            int first = list * 2_000;
            List<MessageId> ids = IntStream.range(first, first + 2_000)
                    .mapToObj(GossipRouterTest::unknownId)
                    .toList();
            for (Effect effect : received(0, Rpc.of(new Rpc.Control.IHave(TOPIC, ids)))) {
                if (effect instanceof Effect.Send send
                        && send.rpc().control().getFirst() instanceof Rpc.Control.IWant want) {
                    asked += want.ids().size();
                }
            }
        }
        assertEquals(GossipLimits.MAX_IHAVE_IDS, asked);
    }

    @Test
    void aBrokenPromiseCountsAgainstThePeer() {
        join(1);
        for (int i = 0; i < 30; i++) {
            received(0, Rpc.of(new Rpc.Control.IHave(TOPIC, List.of(unknownId(i)))));
            heartbeat();
        }
        assertTrue(score(0) < 0, "score " + score(0));
    }

    @Test
    void aMessageIsSentAgainThreeTimesAtMost() {
        join(1);
        GossipMessage message = publish(100);
        int sent = 0;
        for (int i = 0; i < 10; i++) {
            sent += received(0, Rpc.of(new Rpc.Control.IWant(List.of(message.id()))))
                    .size();
        }
        assertEquals(GossipLimits.MAX_IWANT_RETRANSMITS, sent);
    }

    @Test
    void oneRequestCannotDrawEndlessBytes() {
        join(1);
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(publish(600_000).id());
        }
        long bytes = received(0, Rpc.of(new Rpc.Control.IWant(ids))).size() * 600_000L;
        assertTrue(bytes > 0 && bytes <= GossipPeer.MAX_GIVEN_BYTES + 600_000, bytes + " bytes");
    }

    @Test
    void graftingAgainDuringABackoffIsPunished() {
        join(1);
        received(0, Rpc.of(new Rpc.Control.Prune(TOPIC, 60)));
        assertFalse(router.neighbours(TOPIC).contains(id(0)));
        for (int i = 0; i < 30; i++) {
            received(0, Rpc.of(new Rpc.Control.Graft(TOPIC)));
        }
        assertFalse(router.neighbours(TOPIC).contains(id(0)));
        assertTrue(score(0) < 0);
    }

    @Test
    void aPrunedPeerIsAskedBackAfterTheBackoff() {
        join(1);
        received(0, Rpc.of(new Rpc.Control.Prune(TOPIC, 60)));
        now += Duration.ofSeconds(58).toNanos();
        heartbeat();
        assertFalse(router.neighbours(TOPIC).contains(id(0)));
        now += Duration.ofSeconds(1).toNanos();
        heartbeat();
        assertTrue(router.neighbours(TOPIC).contains(id(0)));
    }

    @Test
    void aFullMeshTakesInNoPeerThatDialledUs() {
        for (int i = 0; i < 30; i++) {
            router.connected(id(i), "", false, true, new ArrayList<>());
            received(i, Rpc.of(List.of(new Rpc.Subscription(true, TOPIC))));
            received(i, Rpc.of(new Rpc.Control.Graft(TOPIC)));
        }
        assertEquals(12, router.neighbours(TOPIC).size());
    }

    @Test
    void whatAPeerDoesNotWantItDoesNotGet() {
        join(3);
        heartbeat();
        GossipMessage message = message(2_000);
        received(1, Rpc.of(new Rpc.Control.IDontWant(List.of(message.id()))));
        List<Effect> effects = received(0, Rpc.of(message));
        assertEquals(1, sentMessages(effects));
        long told = effects.stream()
                .filter(effect -> effect instanceof Effect.Send send
                        && send.rpc().control().stream().anyMatch(Rpc.Control.IDontWant.class::isInstance))
                .count();
        assertEquals(2, told);
    }

    @Test
    void refusalsOfMessagesAreBounded() {
        join(2);
        heartbeat();
        List<MessageId> ids = IntStream.range(0, GossipLimits.MAX_IDONTWANT_IDS)
                .mapToObj(GossipRouterTest::unknownId)
                .toList();
        received(1, Rpc.of(new Rpc.Control.IDontWant(ids)));
        GossipMessage message = message(10);
        received(1, Rpc.of(new Rpc.Control.IDontWant(List.of(message.id()))));
        assertEquals(1, sentMessages(received(0, Rpc.of(message))), "the refusal over the limit does not count");
    }

    @Test
    void manyPeersAtOneAddressScoreBadly() {
        for (int i = 0; i < 20; i++) {
            router.connected(id(i), "/ip4/192.0.2.7", false, true, new ArrayList<>());
        }
        assertTrue(score(0) < 0);
    }

    @Test
    void thereIsRoomForABoundedNumberOfPeers() {
        int accepted = 0;
        var random = Randomness.seeded(5);
        for (int i = 0; i < GossipLimits.MAX_PEERS + 1; i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            PeerId peer = new PeerId(Bytes.concatenate(Bytes.fromHexString("0x002408011220"), Bytes.wrap(key)));
            if (router.connected(peer, "", false, true, new ArrayList<>())) {
                accepted++;
            }
        }
        assertEquals(GossipLimits.MAX_PEERS, accepted);
    }

    private void join(int count) {
        for (int i = 0; i < count; i++) {
            connect(i);
        }
        heartbeat();
    }

    private void connect(int peer) {
        router.connected(id(peer), "", true, true, new ArrayList<>());
        received(peer, Rpc.of(List.of(new Rpc.Subscription(true, TOPIC))));
    }

    private List<Effect> heartbeat() {
        now += Duration.ofSeconds(1).toNanos();
        List<Effect> effects = new ArrayList<>();
        router.heartbeat(now, effects);
        return effects;
    }

    private List<Effect> received(int peer, Rpc rpc) {
        List<Effect> effects = new ArrayList<>();
        router.received(id(peer), rpc, now, effects);
        return effects;
    }

    private GossipMessage message(int bytes) {
        return GossipMessage.sign(AUTHOR, ++number, TOPIC, Bytes.wrap(new byte[bytes]));
    }

    private GossipMessage publish(int bytes) {
        GossipMessage message = GossipMessage.sign(SELF, ++number, TOPIC, Bytes.wrap(new byte[bytes]));
        router.publish(message, now, new ArrayList<>());
        return message;
    }

    private double score(int peer) {
        return router.score(id(peer), now);
    }

    private static long delivered(List<Effect> effects) {
        return effects.stream().filter(Effect.Deliver.class::isInstance).count();
    }

    private static long sentMessages(List<Effect> effects) {
        return effects.stream()
                .filter(effect -> effect instanceof Effect.Send send
                        && !send.rpc().messages().isEmpty())
                .count();
    }

    private static MessageId unknownId(int i) {
        return new MessageId(Bytes.ofUnsignedInt(i));
    }

    private static PeerId id(int peer) {
        return PEERS.get(peer).id();
    }
}
