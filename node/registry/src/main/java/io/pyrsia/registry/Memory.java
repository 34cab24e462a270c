package io.pyrsia.registry;

import io.pyrsia.base.seam.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Remembers values for a while, the ones used last longest, and never more than `limit` of them.
public final class Memory<K, V> {

    private record Entry<V>(V value, long untilNanos) {}

    private final Clock clock;
    private final int limit;
    /// Guarded by this.
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

    public Memory(Clock clock, int limit) {
        this.clock = clock;
        this.limit = limit;
    }

    public synchronized void put(K key, V value, Duration length) {
        entries.put(key, new Entry<>(value, clock.nanos() + length.toNanos()));
        if (entries.size() > limit) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    public synchronized Optional<V> get(K key) {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.untilNanos - clock.nanos() <= 0) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.of(entry.value);
    }

    public synchronized void forget(K key) {
        entries.remove(key);
    }
}
