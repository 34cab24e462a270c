package io.pyrsia.libp2p.gossip;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// The ids that were seen within a lifetime, the oldest leaving first when there are too many.
final class SeenMessages {

    private final long lifetimeNanos;
    private final int limit;
    private final Map<MessageId, Long> seen = new LinkedHashMap<>();

    SeenMessages(long lifetimeNanos, int limit) {
        this.lifetimeNanos = lifetimeNanos;
        this.limit = limit;
    }

    boolean contains(MessageId id) {
        return seen.containsKey(id);
    }

    /// Whether the id is new; from now on it is not.
    boolean add(MessageId id, long nowNanos) {
        if (seen.putIfAbsent(id, nowNanos) != null) {
            return false;
        }
        if (seen.size() > limit) {
            seen.remove(seen.keySet().iterator().next());
        }
        return true;
    }

    void expire(long nowNanos) {
        Iterator<Long> times = seen.values().iterator();
        while (times.hasNext() && nowNanos - times.next() >= lifetimeNanos) {
            times.remove();
        }
    }

    int size() {
        return seen.size();
    }
}
