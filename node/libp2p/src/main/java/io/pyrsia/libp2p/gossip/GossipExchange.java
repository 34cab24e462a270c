package io.pyrsia.libp2p.gossip;

import io.pyrsia.libp2p.multiformats.PeerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
        cache.announced().forEach((topic, ids) -> announce(topic, ids, mesh, nowNanos, effects));
        mesh.settle();
        cache.shift();
    }

    /// Tells some of those outside the mesh, and all neighbours who were not in it when the messages came.
    private void announce(String topic, List<MessageId> ids, Mesh mesh, long nowNanos, List<Effect> effects) {
        List<GossipPeer> others = peers.draw(
                topic,
                Integer.MAX_VALUE,
                peer -> !mesh.settled(peer.id, topic)
                        && peers.scores().score(peer.id, nowNanos)
                                >= config.score().gossipThreshold());
        int count = Math.max(config.lazyDegree(), (int) (others.size() * LAZY_FACTOR));
        List<GossipPeer> told = Stream.concat(
                        others.stream().filter(peer -> mesh.fresh(peer.id, topic)),
                        others.stream()
                                .filter(peer -> !mesh.fresh(peer.id, topic))
                                .limit(count))
                .toList();
        for (GossipPeer peer : told) {
            List<MessageId> some = new ArrayList<>(peers.shuffled(ids));
            effects.add(new Effect.Send(
                    peer.id,
                    Rpc.of(new Rpc.Control.IHave(topic, some.subList(0, Math.min(MAX_ANNOUNCED, some.size()))))));
        }
    }
}
