package io.pyrsia.libp2p.gossip;

import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The connected peers with their scores, and choices among them; owned by the router.
final class GossipPeers {

    private final Map<PeerId, GossipPeer> connected = new LinkedHashMap<>();
    private final PeerScores scores;
    private final Random random;

    GossipPeers(PeerScores scores, RandomGenerator random) {
        this.scores = scores;
        this.random = Random.from(random);
    }

    PeerScores scores() {
        return scores;
    }

    @Nullable
    GossipPeer get(PeerId peer) {
        return connected.get(peer);
    }

    void add(GossipPeer peer) {
        connected.put(peer.id, peer);
    }

    void remove(PeerId peer) {
        connected.remove(peer);
    }

    Collection<GossipPeer> all() {
        return connected.values();
    }

    int size() {
        return connected.size();
    }

    /// At most `count` listeners of `topic` that `fits`, drawn at random.
    List<GossipPeer> draw(String topic, int count, Predicate<GossipPeer> fits) {
        List<GossipPeer> found = new ArrayList<>(listeners(topic, fits));
        Collections.shuffle(found, random);
        return found.subList(0, Math.clamp(count, 0, found.size()));
    }

    List<GossipPeer> listeners(String topic, Predicate<GossipPeer> fits) {
        return connected.values().stream()
                .filter(peer -> peer.topics.contains(topic))
                .filter(fits)
                .toList();
    }

    <T> List<T> shuffled(Collection<T> items) {
        List<T> copy = new ArrayList<>(items);
        Collections.shuffle(copy, random);
        return copy;
    }
}
