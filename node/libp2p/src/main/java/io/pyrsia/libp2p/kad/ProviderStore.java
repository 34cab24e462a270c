package io.pyrsia.libp2p.kad;

import io.pyrsia.libp2p.multiformats.PeerId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/// Who said that it provides what, until it has not said so for 48 hours; the oldest keys leave when it is full.
///
/// Not for several threads at once: [Kademlia] guards it.
final class ProviderStore {

    static final Duration LIFETIME = Duration.ofDays(2);
    static final int MAX_KEYS = 50_000;
    static final int MAX_PROVIDERS_OF_KEY = 100;
    /// Keys that one peer is remembered for; it cannot push out those of others.
    static final int MAX_KEYS_OF_PEER = 10_000;

    private record Provider(KadPeer peer, long sinceNanos) {}

    /// In the order in which keys were last announced.
    private final Map<Bytes, Map<PeerId, Provider>> providers = new LinkedHashMap<>();

    private final Map<PeerId, Integer> keysOfPeer = new LinkedHashMap<>();

    /// Whether the announcement was kept.
    boolean add(Bytes key, KadPeer peer, long nowNanos) {
        Map<PeerId, Provider> known = providers.getOrDefault(key, new LinkedHashMap<>());
        if (!known.containsKey(peer.id())) {
            if (known.size() >= MAX_PROVIDERS_OF_KEY || keysOfPeer.getOrDefault(peer.id(), 0) >= MAX_KEYS_OF_PEER) {
                return false;
            }
            keysOfPeer.merge(peer.id(), 1, Integer::sum);
        }
        known.put(peer.id(), new Provider(peer, nowNanos));
        providers.remove(key);
        providers.put(key, known);
        if (providers.size() > MAX_KEYS) {
            drop(providers.keySet().iterator().next());
        }
        return true;
    }

    List<KadPeer> of(Bytes key, long nowNanos) {
        return providers.getOrDefault(key, Map.of()).values().stream()
                .filter(provider -> nowNanos - provider.sinceNanos() < LIFETIME.toNanos())
                .map(Provider::peer)
                .toList();
    }

    /// Drops what has expired.
    void expire(long nowNanos) {
        providers.values().forEach(known -> known.values().removeIf(provider -> {
            boolean expired = nowNanos - provider.sinceNanos() >= LIFETIME.toNanos();
            if (expired) {
                forget(provider.peer().id());
            }
            return expired;
        }));
        providers.values().removeIf(Map::isEmpty);
    }

    int keys() {
        return providers.size();
    }

    private void drop(Bytes key) {
        providers.getOrDefault(key, Map.of()).keySet().forEach(this::forget);
        providers.remove(key);
    }

    private void forget(PeerId peer) {
        keysOfPeer.computeIfPresent(peer, (id, count) -> count > 1 ? count - 1 : null);
    }
}
