package io.pyrsia.libp2p.gossip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// Forty routers in one thread on virtual time, each linked to a few random others.
class GossipSimulationTest {

    private static final String TOPIC = "topic";
    private static final int NODES = 40;
    private static final int LINKS = 10;

    private record Delivery(long atNanos, long order, PeerId from, PeerId to, Rpc rpc) {}

    private final Random random = Random.from(Randomness.seeded(11));
    private final Map<PeerId, Identity> identities = new LinkedHashMap<>();
    private final Map<PeerId, GossipRouter> routers = new LinkedHashMap<>();
    private final Map<PeerId, Integer> delivered = new HashMap<>();
    private final PriorityQueue<Delivery> wire = new PriorityQueue<>(
            (a, b) -> a.atNanos != b.atNanos ? Long.compare(a.atNanos, b.atNanos) : Long.compare(a.order, b.order));
    private final Set<PeerId> liars = new HashSet<>();
    private double loss;
    private long now;
    private long order;
    private long sentMessages;

    @Test
    void everybodyHearsEverythingAtABoundedCost() {
        start();
        run(5);
        List<PeerId> all = List.copyOf(routers.keySet());
        int published = 20;
        for (int i = 0; i < published; i++) {
            publish(all.get(random.nextInt(NODES)), i + 1);
            run(1);
        }
        run(3);
        assertEquals(published * (NODES - 1), total());
        double copies = (double) sentMessages / total();
        assertTrue(copies < 12, "copies of each message per node: " + copies);
        routers.values().forEach(router -> {
            int degree = router.neighbours(TOPIC).size();
            assertTrue(degree >= 1 && degree <= 12, "degree " + degree);
        });
    }

    @Test
    void aLossyNetworkIsHealedByGossip() {
        start();
        run(5);
        loss = 0.3;
        List<PeerId> all = List.copyOf(routers.keySet());
        for (int i = 0; i < 10; i++) {
            publish(all.get(i), i + 1);
            run(1);
        }
        run(10);
        assertEquals(10 * (NODES - 1), total());
    }

    @Test
    void liarsLeaveTheMeshAndTheOthersStillHearEverything() {
        start();
        run(5);
        List<PeerId> all = List.copyOf(routers.keySet());
        liars.addAll(all.subList(0, NODES / 5));
        for (int i = 0; i < 10; i++) {
            publish(all.get(NODES - 1 - i), i + 1);
            liars.forEach(this::spam);
            run(1);
        }
        run(10);
        List<PeerId> honest = all.subList(NODES / 5, NODES);
        for (PeerId node : honest) {
            int expected = 10 - (all.indexOf(node) >= NODES - 10 ? 1 : 0);
            assertEquals(expected, delivered.getOrDefault(node, 0));
            for (PeerId neighbour : router(node).neighbours(TOPIC)) {
                assertTrue(!liars.contains(neighbour), "a liar is still a neighbour");
            }
        }
    }

    /// Nobody has neighbours yet, and the news of who listens are still on their way.
    @Test
    void aChainHearsWhatWasPublishedBeforeTheFirstHeartbeat() {
        create(5);
        List<PeerId> all = List.copyOf(routers.keySet());
        for (int i = 1; i < all.size(); i++) {
            connect(all.get(i - 1), all.get(i));
        }
        publish(all.getFirst(), 1);
        publish(all.getLast(), 2);
        run(5);
        assertEquals(2 * (all.size() - 1), total());
    }

    private void start() {
        create(NODES);
        List<PeerId> all = List.copyOf(routers.keySet());
        for (int i = 0; i < NODES; i++) {
            for (int link = 0; link < LINKS / 2; link++) {
                connect(all.get(i), all.get((i + 1 + random.nextInt(NODES - 1)) % NODES));
            }
        }
    }

    private void create(int nodes) {
        for (int i = 0; i < nodes; i++) {
            Identity identity = Identity.generate(Randomness.seeded(500 + i));
            identities.put(identity.id(), identity);
            GossipConfig config = GossipConfig.standard(Set.of(TOPIC));
            routers.put(identity.id(), new GossipRouter(identity.id(), config, Randomness.seeded(i)));
        }
        routers.forEach((id, router) -> {
            List<Effect> effects = new ArrayList<>();
            router.subscribe(TOPIC, message -> MessageValidator.Verdict.ACCEPT, now, effects);
            carryOut(id, effects);
        });
    }

    private void connect(PeerId one, PeerId other) {
        List<Effect> effects = new ArrayList<>();
        router(one).connected(other, "", true, true, effects);
        carryOut(one, effects);
        effects.clear();
        router(other).connected(one, "", false, true, effects);
        carryOut(other, effects);
    }

    private void publish(PeerId node, long number) {
        GossipMessage message = GossipMessage.sign(identity(node), number, TOPIC, Bytes.ofUnsignedLong(number));
        List<Effect> effects = new ArrayList<>();
        router(node).publish(message, now, effects);
        carryOut(node, effects);
    }

    /// Sends a message with a wrong signature to every neighbour.
    private void spam(PeerId liar) {
        GossipMessage good = GossipMessage.sign(identity(liar), ++order, TOPIC, Bytes.of(1));
        GossipMessage bad =
                new GossipMessage(good.author(), good.number(), TOPIC, Bytes.of(2), good.signature(), good.key());
        List<Effect> effects = new ArrayList<>();
        router(liar).listeners(TOPIC).forEach(peer -> effects.add(new Effect.Send(peer, Rpc.of(bad))));
        carryOut(liar, effects);
    }

    private void run(int seconds) {
        for (int i = 0; i < seconds; i++) {
            long end = now + Duration.ofSeconds(1).toNanos();
            while (!wire.isEmpty() && wire.peek().atNanos() <= end) {
                Delivery next = wire.remove();
                now = next.atNanos();
                List<Effect> effects = new ArrayList<>();
                router(next.to()).received(next.from(), next.rpc(), now, effects);
                carryOut(next.to(), effects);
            }
            now = end;
            routers.forEach((id, router) -> {
                List<Effect> effects = new ArrayList<>();
                router.heartbeat(now, effects);
                carryOut(id, effects);
            });
        }
    }

    private void carryOut(PeerId node, List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Deliver _ -> delivered.merge(node, 1, Integer::sum);
                case Effect.Send send -> {
                    boolean carries = !send.rpc().messages().isEmpty();
                    sentMessages += carries ? 1 : 0;
                    if (!carries || random.nextDouble() >= loss) {
                        long latency =
                                Duration.ofMillis(5 + random.nextInt(100)).toNanos();
                        wire.add(new Delivery(now + latency, ++order, node, send.to(), send.rpc()));
                    }
                }
            }
        }
    }

    private GossipRouter router(PeerId node) {
        return Objects.requireNonNull(routers.get(node));
    }

    private Identity identity(PeerId node) {
        return Objects.requireNonNull(identities.get(node));
    }

    private int total() {
        return delivered.values().stream().mapToInt(Integer::intValue).sum();
    }
}
