package io.pyrsia.libp2p.kad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Searches in a network of tables inside one thread.
class LookupTest {

    private static final int SIZE = 300;

    private final List<PeerId> ids = Peers.ids(2, SIZE + 1);
    private final PeerId self = ids.getLast();
    private final List<PeerId> others = ids.subList(0, SIZE);
    private final Map<PeerId, RoutingTable> tables = tables();
    private final KadKey target = KadKey.of(Peers.ids(3, 1).getFirst());
    private final Set<PeerId> asked = new HashSet<>();

    @Test
    void findsTheClosestPeersOfTheWholeNetwork() {
        Lookup lookup = run(this::honest);
        assertEquals(closestOf(others), lookup.closest());
        assertTrue(asked.size() < SIZE / 2, "asked " + asked.size());
    }

    @Test
    void goesAroundPeersThatDoNotAnswer() {
        Set<PeerId> dead = new HashSet<>();
        for (int i = 0; i < SIZE; i += 4) {
            dead.add(others.get(i));
        }
        Lookup lookup = run(peer -> dead.contains(peer) ? Optional.empty() : honest(peer));
        // A table still names the dead, so the twenty closest of all are what can be heard of.
        List<PeerId> alive =
                closestOf(others).stream().filter(id -> !dead.contains(id)).toList();
        assertEquals(alive, lookup.closest().subList(0, alive.size()));
    }

    @Test
    void aLiarThatInventsPeersCannotMakeItAskForEver() {
        Random random = Random.from(Randomness.seeded(4));
        Lookup lookup = run(peer -> {
            List<PeerId> invented = new ArrayList<>(Peers.ids(random.nextLong(), 10));
            invented.sort(target.byDistance());
            return Optional.of(invented);
        });
        assertTrue(asked.size() <= Lookup.MAX_ASKED, "asked " + asked.size());
        assertEquals(KadConfig.BUCKET_SIZE, lookup.closest().size());
    }

    @Test
    void aLiarOnOnePathDoesNotHideTheClosestPeers() {
        PeerId liar = others.getFirst();
        Lookup lookup = run(
                peer -> peer.equals(liar) ? Optional.of(List.of()) : honest(peer),
                List.of(liar, others.get(1), others.get(2)));
        assertEquals(closestOf(others), lookup.closest());
    }

    @Test
    void anAnswerAddsABoundedNumberOfPeers() {
        List<PeerId> many = Peers.ids(5, 500);
        Lookup lookup = new Lookup(self, target, List.of(others.getFirst()), KadConfig.standard());
        lookup.next();
        lookup.answered(others.getFirst(), many);
        Set<PeerId> reached = new HashSet<>();
        for (List<PeerId> next = lookup.next(); !next.isEmpty(); next = lookup.next()) {
            reached.addAll(next);
            next.forEach(lookup::failed);
        }
        assertEquals(Lookup.MAX_FROM_ONE_ANSWER, reached.size());
    }

    private Lookup run(Function<PeerId, Optional<List<PeerId>>> network) {
        return run(network, List.of(others.getFirst(), others.get(1), others.get(2)));
    }

    private Lookup run(Function<PeerId, Optional<List<PeerId>>> network, List<PeerId> seeds) {
        Lookup lookup = new Lookup(self, target, seeds, KadConfig.standard());
        Deque<PeerId> inFlight = new ArrayDeque<>();
        while (!lookup.done()) {
            for (PeerId peer : lookup.next()) {
                assertTrue(asked.add(peer), "no peer is asked on two paths");
                inFlight.add(peer);
            }
            assertTrue(inFlight.size() <= KadConfig.standard().parallel());
            PeerId peer = inFlight.remove();
            network.apply(peer).ifPresentOrElse(answer -> lookup.answered(peer, answer), () -> lookup.failed(peer));
        }
        return lookup;
    }

    private Optional<List<PeerId>> honest(PeerId peer) {
        return Optional.of(
                tables.getOrDefault(peer, new RoutingTable(peer, 1)).closest(target, KadConfig.BUCKET_SIZE).stream()
                        .map(KadPeer::id)
                        .toList());
    }

    private List<PeerId> closestOf(List<PeerId> peers) {
        return peers.stream()
                .sorted(target.byDistance())
                .limit(KadConfig.BUCKET_SIZE)
                .toList();
    }

    private Map<PeerId, RoutingTable> tables() {
        Map<PeerId, RoutingTable> all = new HashMap<>();
        List<PeerId> order = new ArrayList<>(others);
        Collections.shuffle(order, Random.from(Randomness.seeded(6)));
        for (PeerId id : others) {
            RoutingTable table = new RoutingTable(id, KadConfig.BUCKET_SIZE);
            order.forEach(other -> table.offer(new KadPeer(other, List.of()), 0));
            all.put(id, table);
        }
        return all;
    }
}
