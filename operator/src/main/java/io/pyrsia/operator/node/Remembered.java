package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// What was applied a while ago and need not be applied again: with many nodes that stand as they should, the API
/// server has other things to do.
///
/// What somebody changes by hand is mended within ten minutes on a node that is up, within one on any other; a node
/// that stops being up is forgotten at once.
final class Remembered {

    private static final long WHILE_UP_NS = Duration.ofMinutes(10).toNanos();
    private static final long WHILE_WAITING_NS = Duration.ofMinutes(1).toNanos();

    private record Entry(int hash, long atNs) {}

    private final LongSupplier nanoTime;
    private final Map<String, Map<String, Entry>> byNode = new ConcurrentHashMap<>();

    Remembered(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// Whether exactly this was applied for the node a while ago.
    boolean knows(Names names, HasMetadata object, boolean isUp) {
        long whileNs = isUp ? WHILE_UP_NS : WHILE_WAITING_NS;
        Entry entry = byNode.getOrDefault(key(names), Map.of()).get(key(object));
        return entry != null && entry.hash() == hash(object) && nanoTime.getAsLong() - entry.atNs() < whileNs;
    }

    void add(Names names, HasMetadata object) {
        byNode.computeIfAbsent(key(names), node -> new ConcurrentHashMap<>())
                .put(key(object), new Entry(hash(object), nanoTime.getAsLong()));
    }

    void forget(Names names) {
        byNode.remove(key(names));
    }

    private static int hash(HasMetadata object) {
        return Serialization.asJson(object).hashCode();
    }

    private static String key(Names names) {
        return names.namespace() + "/" + names.node();
    }

    private static String key(HasMetadata object) {
        return object.getKind() + "/" + object.getMetadata().getName();
    }
}
