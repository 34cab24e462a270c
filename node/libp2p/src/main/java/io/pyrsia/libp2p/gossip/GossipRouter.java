package io.pyrsia.libp2p.gossip;

import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Decides who gets which message: inputs are what peers and the application do and the time, outputs are effects.
///
/// Not for several threads at once: [Gossip] guards it.
final class GossipRouter {

    private final PeerId self;
    private final GossipConfig config;
    private final GossipPeers peers;
    private final Mesh mesh;
    private final MessageCache cache = new MessageCache();
    private final SeenMessages seen;
    private final GossipExchange exchange;
    private final Map<String, MessageValidator> validators = new HashMap<>();

    GossipRouter(PeerId self, GossipConfig config, RandomGenerator random) {
        this.self = self;
        this.config = config;
        this.peers = new GossipPeers(new PeerScores(config.score()), random);
        this.mesh = new Mesh(config, peers);
        this.seen = new SeenMessages(config.seenLifetime().toNanos(), GossipLimits.MAX_SEEN);
        this.exchange = new GossipExchange(config, peers, cache, seen);
    }

    /// Whether there is room for the peer; then it hears what this node listens to.
    boolean connected(PeerId peer, String address, boolean outbound, boolean speaksV12, List<Effect> effects) {
        if (peers.get(peer) != null || peers.size() >= GossipLimits.MAX_PEERS) {
            return false;
        }
        peers.add(new GossipPeer(peer, outbound, speaksV12));
        peers.scores().connected(peer, address);
        greet(peer, effects);
        return true;
    }

    /// A peer reset the stream to it and gets a new one: it may have forgotten what it was told over the old one.
    void reopened(PeerId peer, List<Effect> effects) {
        greet(peer, effects);
        mesh.joined().stream()
                .filter(topic -> mesh.neighbours(topic).contains(peer))
                .forEach(topic -> effects.add(new Effect.Send(peer, Rpc.of(new Rpc.Control.Graft(topic)))));
    }

    void gone(PeerId peer, long nowNanos) {
        if (peers.get(peer) != null) {
            mesh.gone(peer);
            peers.remove(peer);
            peers.scores().gone(peer, nowNanos);
        }
    }

    void subscribe(String topic, MessageValidator validator, long nowNanos, List<Effect> effects) {
        if (!config.topics().contains(topic)) {
            throw new IllegalArgumentException(topic + " is not among the allowed topics");
        }
        validators.put(topic, validator);
        if (!mesh.joined(topic)) {
            tellAll(new Rpc.Subscription(true, topic), effects);
            mesh.join(topic, nowNanos, effects);
        }
    }

    void unsubscribe(String topic, long nowNanos, List<Effect> effects) {
        if (mesh.joined(topic)) {
            tellAll(new Rpc.Subscription(false, topic), effects);
            mesh.leave(topic, nowNanos, effects);
            validators.remove(topic);
        }
    }

    /// Sends this node's own message to everybody who listens; the number of those.
    int publish(GossipMessage message, long nowNanos, List<Effect> effects) {
        seen.add(message.id(), nowNanos);
        cache.put(message);
        List<GossipPeer> listeners = peers.listeners(
                message.topic(),
                peer -> peers.scores().score(peer.id, nowNanos)
                        >= config.score().publishThreshold());
        listeners.forEach(peer -> effects.add(new Effect.Send(peer.id, Rpc.of(message))));
        return listeners.size();
    }

    void received(PeerId from, Rpc rpc, long nowNanos, List<Effect> effects) {
        GossipPeer peer = peers.get(from);
        if (peer == null
                || peers.scores().score(from, nowNanos) < config.score().graylistThreshold()) {
            return;
        }
        for (Rpc.Subscription each : rpc.subscriptions()) {
            subscription(peer, each, nowNanos, effects);
        }
        for (Rpc.Publication publication : rpc.messages()) {
            switch (publication) {
                case Rpc.Publication.Signed signed -> message(peer, signed.message(), nowNanos, effects);
                case Rpc.Publication.Unacceptable ignored -> peers.scores().invalid(from);
            }
        }
        boolean listened =
                peers.scores().score(from, nowNanos) >= config.score().gossipThreshold();
        for (Rpc.Control each : rpc.control()) {
            switch (each) {
                case Rpc.Control.Graft graft -> {
                    if (mesh.joined(graft.topic())) {
                        mesh.grafted(peer, graft.topic(), nowNanos, effects);
                    }
                }
                case Rpc.Control.Prune prune -> {
                    if (mesh.joined(prune.topic())) {
                        mesh.prunedBy(from, prune.topic(), prune.backoffSeconds(), nowNanos);
                    }
                }
                case Rpc.Control.IHave have -> {
                    if (listened && mesh.joined(have.topic())) {
                        exchange.announced(peer, have.ids(), nowNanos, effects);
                    }
                }
                case Rpc.Control.IWant want -> {
                    if (listened) {
                        exchange.asked(peer, want.ids(), effects);
                    }
                }
                case Rpc.Control.IDontWant unwanted -> exchange.unwanted(peer, unwanted.ids(), nowNanos);
            }
        }
    }

    /// The peer sent something that is no bundle at all.
    void malformed(PeerId from) {
        if (peers.get(from) != null) {
            peers.scores().invalid(from);
        }
    }

    void heartbeat(long nowNanos, List<Effect> effects) {
        seen.expire(nowNanos);
        peers.scores().decay(nowNanos);
        peers.all().forEach(peer -> peer.heartbeat(nowNanos));
        mesh.heartbeat(nowNanos, effects);
        exchange.heartbeat(mesh, nowNanos, effects);
    }

    Set<PeerId> neighbours(String topic) {
        return mesh.neighbours(topic);
    }

    List<PeerId> listeners(String topic) {
        return peers.listeners(topic, peer -> true).stream()
                .map(peer -> peer.id)
                .toList();
    }

    double score(PeerId peer, long nowNanos) {
        return peers.scores().score(peer, nowNanos);
    }

    private void greet(PeerId peer, List<Effect> effects) {
        if (!mesh.joined().isEmpty()) {
            effects.add(new Effect.Send(
                    peer,
                    Rpc.of(mesh.joined().stream()
                            .map(topic -> new Rpc.Subscription(true, topic))
                            .toList())));
        }
    }

    private void subscription(GossipPeer peer, Rpc.Subscription said, long nowNanos, List<Effect> effects) {
        if (!said.subscribes()) {
            peer.topics.remove(said.topic());
            if (mesh.joined(said.topic())) {
                mesh.unsubscribed(peer.id, said.topic());
            }
        } else if (config.topics().contains(said.topic()) && peer.topics.size() < GossipPeer.MAX_TOPICS) {
            peer.topics.add(said.topic());
            if (mesh.joined(said.topic())) {
                mesh.subscribed(peer, said.topic(), nowNanos, effects);
            }
        }
    }

    private void message(GossipPeer from, GossipMessage message, long nowNanos, List<Effect> effects) {
        MessageValidator validator = validators.get(message.topic());
        MessageId id = message.id();
        if (validator == null || message.author().equals(self) || seen.contains(id)) {
            return;
        }
        if (!message.authentic()) {
            peers.scores().invalid(from.id);
            return;
        }
        // Only now: an unsigned copy must not keep the true message out.
        seen.add(id, nowNanos);
        exchange.arrived(id);
        switch (validator.judge(message)) {
            case ACCEPT -> accepted(from, message, effects);
            case IGNORE -> {}
            case REJECT -> peers.scores().invalid(from.id);
        }
    }

    private void accepted(GossipPeer from, GossipMessage message, List<Effect> effects) {
        peers.scores().delivered(from.id);
        cache.put(message);
        effects.add(new Effect.Deliver(message));
        List<GossipPeer> others = new ArrayList<>();
        for (PeerId neighbour : mesh.neighbours(message.topic())) {
            GossipPeer peer = peers.get(neighbour);
            if (peer != null && peer != from && !neighbour.equals(message.author())) {
                others.add(peer);
            }
        }
        if (message.data().size() >= GossipLimits.IDONTWANT_MIN_BYTES) {
            others.stream()
                    .filter(peer -> peer.speaksV12)
                    .forEach(peer -> effects.add(
                            new Effect.Send(peer.id, Rpc.of(new Rpc.Control.IDontWant(List.of(message.id()))))));
        }
        others.stream()
                .filter(peer -> !peer.unwanted.containsKey(message.id()))
                .forEach(peer -> effects.add(new Effect.Send(peer.id, Rpc.of(message))));
    }

    private void tellAll(Rpc.Subscription subscription, List<Effect> effects) {
        peers.all().forEach(peer -> effects.add(new Effect.Send(peer.id, Rpc.of(List.of(subscription)))));
    }
}
