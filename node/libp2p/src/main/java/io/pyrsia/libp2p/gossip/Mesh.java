package io.pyrsia.libp2p.gossip;

import io.pyrsia.libp2p.multiformats.PeerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// For every topic that this node listens to, the few peers that get each message at once.
final class Mesh {

    /// Heartbeats between two attempts to replace mediocre neighbours by better ones.
    private static final int OPPORTUNISTIC_HEARTBEATS = 60;

    private static final int OPPORTUNISTIC_GRAFTS = 2;

    /// What the topic's neighbours are, and who may not become one until when.
    private static final class Topic {
        final Set<PeerId> neighbours = new LinkedHashSet<>();

        /// Neighbours since the last heartbeat, who do not have what came before.
        final Set<PeerId> fresh = new LinkedHashSet<>();

        final Map<PeerId, Long> backoffUntilNanos = new HashMap<>();
    }

    private final GossipConfig config;
    private final GossipPeers peers;

    /// Also topics that are left, while a backoff runs.
    private final Map<String, Topic> topics = new LinkedHashMap<>();

    private final Set<String> joined = new LinkedHashSet<>();
    private long heartbeats;

    Mesh(GossipConfig config, GossipPeers peers) {
        this.config = config;
        this.peers = peers;
    }

    Set<String> joined() {
        return joined;
    }

    boolean joined(String topic) {
        return joined.contains(topic);
    }

    Set<PeerId> neighbours(String topic) {
        Topic found = topics.get(topic);
        return found == null ? Set.of() : found.neighbours;
    }

    /// Whether the peer gets each message of the topic at once, and did so for the last heartbeat at least.
    boolean settled(PeerId peer, String topic) {
        Topic found = topics.get(topic);
        return found != null && found.neighbours.contains(peer) && !found.fresh.contains(peer);
    }

    boolean fresh(PeerId peer, String topic) {
        Topic found = topics.get(topic);
        return found != null && found.fresh.contains(peer);
    }

    /// The fresh neighbours were told what came before them.
    void settle() {
        topics.values().forEach(topic -> topic.fresh.clear());
    }

    void join(String topic, long nowNanos, List<Effect> effects) {
        if (joined.add(topic)) {
            graft(topic, config.degree(), nowNanos, effects);
        }
    }

    void leave(String topic, long nowNanos, List<Effect> effects) {
        if (joined.remove(topic)) {
            for (PeerId peer : List.copyOf(neighbours(topic))) {
                prune(peer, topic, config.unsubscribeBackoff(), nowNanos, effects);
            }
        }
    }

    void gone(PeerId peer) {
        topics.values().forEach(topic -> remove(topic, peer));
    }

    /// The peer listens to the topic from now on. It is not left waiting for the next heartbeat, because until then
    /// messages would pass it by.
    void subscribed(GossipPeer peer, String name, long nowNanos, List<Effect> effects) {
        if (neighbours(name).size() < config.degreeLow() && eligible(peer, name, nowNanos)) {
            graft(peer, name, nowNanos, effects);
        }
    }

    /// The peer no longer listens to the topic.
    void unsubscribed(PeerId peer, String topic) {
        if (remove(topic(topic), peer)) {
            peers.scores().pruned(peer, topic);
        }
    }

    void grafted(GossipPeer peer, String name, long nowNanos, List<Effect> effects) {
        Topic topic = topic(name);
        if (topic.neighbours.contains(peer.id)) {
            return;
        }
        boolean early = inBackoff(topic, peer.id, nowNanos);
        if (early) {
            peers.scores().misbehaved(peer.id, 1);
        }
        boolean full = topic.neighbours.size() >= config.degreeHigh() && !peer.outbound;
        if (early || full || peers.scores().score(peer.id, nowNanos) < 0) {
            prune(peer.id, name, config.pruneBackoff(), nowNanos, effects);
        } else {
            add(peer, name, nowNanos);
        }
    }

    /// The peer left our neighbourhood and may be asked back after a while.
    void prunedBy(PeerId peer, String topic, long backoffSeconds, long nowNanos) {
        unsubscribed(peer, topic);
        Duration backoff = backoffSeconds > 0 ? Duration.ofSeconds(backoffSeconds) : config.pruneBackoff();
        backOff(topic(topic), peer, backoff, nowNanos);
    }

    void heartbeat(long nowNanos, List<Effect> effects) {
        heartbeats++;
        for (Topic topic : topics.values()) {
            topic.backoffUntilNanos.values().removeIf(until -> nowNanos - until >= 0);
        }
        for (String name : joined) {
            Set<PeerId> neighbours = topic(name).neighbours;
            for (PeerId peer : List.copyOf(neighbours)) {
                if (peers.scores().score(peer, nowNanos) < 0) {
                    prune(peer, name, config.pruneBackoff(), nowNanos, effects);
                }
            }
            if (neighbours.size() < config.degreeLow()) {
                graft(name, config.degree() - neighbours.size(), nowNanos, effects);
            }
            if (neighbours.size() > config.degreeHigh()) {
                thin(name, nowNanos, effects);
            }
            graftOutbound(name, nowNanos, effects);
            if (heartbeats % OPPORTUNISTIC_HEARTBEATS == 0) {
                graftBetter(name, nowNanos, effects);
            }
        }
    }

    private void graft(String name, int count, long nowNanos, List<Effect> effects) {
        peers.draw(name, count, peer -> eligible(peer, name, nowNanos))
                .forEach(peer -> graft(peer, name, nowNanos, effects));
    }

    private void graft(GossipPeer peer, String name, long nowNanos, List<Effect> effects) {
        add(peer, name, nowNanos);
        effects.add(new Effect.Send(peer.id, Rpc.of(new Rpc.Control.Graft(name))));
    }

    private void add(GossipPeer peer, String name, long nowNanos) {
        topic(name).neighbours.add(peer.id);
        topic(name).fresh.add(peer.id);
        peers.scores().grafted(peer.id, name, nowNanos);
    }

    private static boolean remove(Topic topic, PeerId peer) {
        topic.fresh.remove(peer);
        return topic.neighbours.remove(peer);
    }

    private void prune(PeerId peer, String name, Duration backoff, long nowNanos, List<Effect> effects) {
        unsubscribed(peer, name);
        backOff(topic(name), peer, backoff, nowNanos);
        effects.add(new Effect.Send(peer, Rpc.of(new Rpc.Control.Prune(name, backoff.toSeconds()))));
    }

    /// Keeps the best by score, enough of those that this node dialled, and others at random.
    private void thin(String name, long nowNanos, List<Effect> effects) {
        List<PeerId> ranked = peers.shuffled(neighbours(name));
        ranked.sort(Comparator.comparingDouble((PeerId peer) -> peers.scores().score(peer, nowNanos))
                .reversed());
        List<PeerId> rest = peers.shuffled(ranked.subList(config.degreeScore(), ranked.size()));
        Set<PeerId> kept = new LinkedHashSet<>(ranked.subList(0, config.degreeScore()));
        rest.stream()
                .filter(this::outbound)
                .limit(Math.max(
                        0,
                        config.degreeOutbound()
                                - kept.stream().filter(this::outbound).count()))
                .forEach(kept::add);
        rest.stream()
                .filter(peer -> !kept.contains(peer))
                .limit(config.degree() - kept.size())
                .toList()
                .forEach(kept::add);
        for (PeerId peer : ranked) {
            if (!kept.contains(peer)) {
                prune(peer, name, config.pruneBackoff(), nowNanos, effects);
            }
        }
    }

    private void graftOutbound(String name, long nowNanos, List<Effect> effects) {
        long missing = config.degreeOutbound()
                - neighbours(name).stream().filter(this::outbound).count();
        if (missing > 0 && neighbours(name).size() >= config.degreeLow()) {
            peers.draw(name, (int) missing, peer -> peer.outbound && eligible(peer, name, nowNanos))
                    .forEach(peer -> graft(peer, name, nowNanos, effects));
        }
    }

    private void graftBetter(String name, long nowNanos, List<Effect> effects) {
        List<Double> scores = new ArrayList<>(neighbours(name).stream()
                .map(peer -> peers.scores().score(peer, nowNanos))
                .sorted()
                .toList());
        if (scores.isEmpty()) {
            return;
        }
        double median = scores.get(scores.size() / 2);
        if (median < config.score().opportunisticThreshold()) {
            peers.draw(
                            name,
                            OPPORTUNISTIC_GRAFTS,
                            peer -> eligible(peer, name, nowNanos)
                                    && peers.scores().score(peer.id, nowNanos) > median)
                    .forEach(peer -> graft(peer, name, nowNanos, effects));
        }
    }

    private boolean eligible(GossipPeer peer, String name, long nowNanos) {
        Topic topic = topic(name);
        return !topic.neighbours.contains(peer.id)
                && !inBackoff(topic, peer.id, nowNanos)
                && peers.scores().score(peer.id, nowNanos) >= 0;
    }

    private boolean outbound(PeerId peer) {
        @Nullable GossipPeer found = peers.get(peer);
        return found != null && found.outbound;
    }

    private static boolean inBackoff(Topic topic, PeerId peer, long nowNanos) {
        Long until = topic.backoffUntilNanos.get(peer);
        return until != null && nowNanos - until < 0;
    }

    /// Room for all peers that can be connected; when more pass through, the newest go without.
    private static void backOff(Topic topic, PeerId peer, Duration backoff, long nowNanos) {
        if (topic.backoffUntilNanos.size() < 4 * GossipLimits.MAX_PEERS) {
            topic.backoffUntilNanos.merge(peer, nowNanos + backoff.toNanos(), Math::max);
        }
    }

    private Topic topic(String name) {
        return topics.computeIfAbsent(name, ignored -> new Topic());
    }
}
