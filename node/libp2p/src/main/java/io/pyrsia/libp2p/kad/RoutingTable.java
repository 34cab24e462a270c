package io.pyrsia.libp2p.kad;

import io.pyrsia.libp2p.multiformats.PeerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The peers that this node knows, in buckets by how long a prefix they share with it; old and useful ones stay.
///
/// Not for several threads at once: [Kademlia] guards it.
final class RoutingTable {

    /// Peers of one [IpGroup] in a bucket, and in the whole table.
    static final int MAX_GROUP_IN_BUCKET = 2;

    static final int MAX_GROUP_IN_TABLE = 3;

    /// A peer that was not heard of for so long makes room for a new one.
    static final Duration STALE = Duration.ofMinutes(30);

    /// What became of a peer that was offered.
    enum Offer {
        ADDED,
        REFRESHED,
        BUCKET_FULL,
        GROUP_FULL,
        SELF
    }

    private record Entry(KadPeer peer, Optional<IpGroup> group, long usefulNanos) {}

    private final PeerId self;
    private final KadKey place;
    private final int bucketSize;

    /// By common prefix; inside a bucket in the order of the last use, the longest unused first.
    private final List<Map<PeerId, Entry>> buckets = new ArrayList<>();

    private int size;

    RoutingTable(PeerId self, int bucketSize) {
        this.self = self;
        this.place = KadKey.of(self);
        this.bucketSize = bucketSize;
        for (int i = 0; i < KadKey.BITS; i++) {
            buckets.add(new LinkedHashMap<>());
        }
    }

    /// Takes in a peer that answered, or one that is known already.
    Offer offer(KadPeer peer, long nowNanos) {
        if (peer.id().equals(self)) {
            return Offer.SELF;
        }
        Map<PeerId, Entry> bucket = bucketOf(peer.id());
        Optional<IpGroup> group =
                peer.addresses().stream().flatMap(a -> IpGroup.of(a).stream()).findFirst();
        Entry before = bucket.remove(peer.id());
        if (before != null) {
            boolean roomForGroup = group.equals(before.group()) || fits(group, bucket);
            bucket.put(peer.id(), roomForGroup ? new Entry(peer, group, nowNanos) : before);
            return Offer.REFRESHED;
        }
        if (!fits(group, bucket)) {
            return Offer.GROUP_FULL;
        }
        if (bucket.size() >= bucketSize && !dropStale(bucket, nowNanos)) {
            return Offer.BUCKET_FULL;
        }
        bucket.put(peer.id(), new Entry(peer, group, nowNanos));
        size++;
        return Offer.ADDED;
    }

    /// Forgets a peer that did not answer.
    void remove(PeerId peer) {
        if (!peer.equals(self) && bucketOf(peer).remove(peer) != null) {
            size--;
        }
    }

    /// The `count` known peers that are closest to `target`, the closest first.
    List<KadPeer> closest(KadKey target, int count) {
        return buckets.stream()
                .flatMap(bucket -> bucket.values().stream())
                .map(Entry::peer)
                .sorted((a, b) -> target.byDistance().compare(a.id(), b.id()))
                .limit(count)
                .toList();
    }

    int size() {
        return size;
    }

    private Map<PeerId, Entry> bucketOf(PeerId peer) {
        return buckets.get(Math.min(place.commonPrefix(KadKey.of(peer)), KadKey.BITS - 1));
    }

    private boolean fits(Optional<IpGroup> group, Map<PeerId, Entry> bucket) {
        if (group.isEmpty()) {
            return true;
        }
        long inTable = buckets.stream().mapToLong(each -> count(group, each)).sum();
        return inTable < MAX_GROUP_IN_TABLE && count(group, bucket) < MAX_GROUP_IN_BUCKET;
    }

    private static long count(Optional<IpGroup> group, Map<PeerId, Entry> bucket) {
        return bucket.values().stream()
                .filter(entry -> entry.group().equals(group))
                .count();
    }

    private boolean dropStale(Map<PeerId, Entry> bucket, long nowNanos) {
        Entry oldest = bucket.values().iterator().next();
        if (nowNanos - oldest.usefulNanos() < STALE.toNanos()) {
            return false;
        }
        remove(oldest.peer().id());
        return true;
    }
}
