package io.pyrsia.libp2p.gossip;

import io.pyrsia.libp2p.multiformats.PeerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Messages that are announced to peers outside the mesh and sent when they ask; and the same the other way round.
final class GossipExchange {

    /// Within this time a peer sends what it announced and was asked for.
    private static final Duration PROMISE = Duration.ofSeconds(3);
    /// Ids in one announcement.
    private static final int MAX_ANNOUNCED = GossipLimits.MAX_IHAVE_IDS;
    /// Of all peers outside the mesh, this part hears of a message.
    private static final double LAZY_FACTOR = 0.25;

    private record Promise(PeerId peer, long untilNanos) {}

    private final GossipConfig config;
    private final GossipPeers peers;
    private final MessageCache cache;
    private final SeenMessages seen;

    /// One random id of what each request asked for; in the order of time.
    private final Map<MessageId, Promise> promises = new LinkedHashMap<>();

    GossipExchange(GossipConfig config, GossipPeers peers, MessageCache cache, SeenMessages seen) {
        this.config = config;
        this.peers = peers;
        this.cache = cache;
        this.seen = seen;
    }

    void announced(GossipPeer peer, List<MessageId> ids, long nowNanos, List<Effect> effects) {
        if (++peer.ihaveLists > GossipLimits.MAX_IHAVE_LISTS) {
            return;
        }
        List<MessageId> wanted = peers.shuffled(
                ids.stream().distinct().filter(id -> !seen.contains(id)).toList());
        int count = Math.min(wanted.size(), GossipLimits.MAX_IHAVE_IDS - peer.askedIds);
        if (count > 0) {
            peer.askedIds += count;
            if (promises.size() < GossipLimits.MAX_PROMISES) {
                promises.putIfAbsent(wanted.getFirst(), new Promise(peer.id, nowNanos + PROMISE.toNanos()));
            }
            effects.add(new Effect.Send(peer.id, Rpc.of(new Rpc.Control.IWant(wanted.subList(0, count)))));
        }
    }

    void asked(GossipPeer peer, List<MessageId> ids, List<Effect> effects) {
        for (MessageId id : ids) {
            if (peer.givenBytes >= GossipPeer.MAX_GIVEN_BYTES) {
                return;
            }
            if (!peer.unwanted.containsKey(id)) {
                cache.give(id, peer.id).ifPresent(message -> {
                    peer.givenBytes += message.data().size();
                    effects.add(new Effect.Send(peer.id, Rpc.of(message)));
                });
            }
        }
    }

    void unwanted(GossipPeer peer, List<MessageId> ids, long nowNanos) {
        for (MessageId id : ids) {
            if (++peer.unwantedIds > GossipLimits.MAX_IDONTWANT_IDS) {
                return;
            }
            peer.unwanted.put(id, nowNanos);
        }
    }

    void arrived(MessageId id) {
        promises.remove(id);
    }

    void heartbeat(Mesh mesh, long nowNanos, List<Effect> effects) {
        Iterator<Map.Entry<MessageId, Promise>> oldest = promises.entrySet().iterator();
        while (oldest.hasNext()) {
            Promise promise = oldest.next().getValue();
            if (nowNanos - promise.untilNanos() < 0) {
                break;
            }
            oldest.remove();
            if (peers.get(promise.peer()) != null) {
                peers.scores().misbehaved(promise.peer(), 1);
            }
        }
        for (String topic : mesh.joined()) {
            announce(topic, mesh, nowNanos, effects);
        }
        cache.shift();
    }

    private void announce(String topic, Mesh mesh, long nowNanos, List<Effect> effects) {
        List<MessageId> ids = cache.announced(topic);
        if (ids.isEmpty()) {
            return;
        }
        List<GossipPeer> others = peers.draw(
                topic,
                Integer.MAX_VALUE,
                peer -> !mesh.neighbours(topic).contains(peer.id)
                        && peers.scores().score(peer.id, nowNanos)
                                >= config.score().gossipThreshold());
        int count = Math.max(config.lazyDegree(), (int) (others.size() * LAZY_FACTOR));
        for (GossipPeer peer : others.subList(0, Math.min(count, others.size()))) {
            List<MessageId> some = new ArrayList<>(peers.shuffled(ids));
            effects.add(new Effect.Send(
                    peer.id,
                    Rpc.of(new Rpc.Control.IHave(topic, some.subList(0, Math.min(MAX_ANNOUNCED, some.size()))))));
        }
    }
}
