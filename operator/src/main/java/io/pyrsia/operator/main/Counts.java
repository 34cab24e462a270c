package io.pyrsia.operator.main;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// How often the operator has looked at resources, and how often it failed at that, by their kinds.
final class Counts implements Metrics {

    private static final List<String> KINDS = List.of("AuthorityMembership", "BuildRequest", "PyrsiaNode");

    private final SortedMap<String, LongAdder> looks = zeros();
    private final SortedMap<String, LongAdder> failures = zeros();

    private static SortedMap<String, LongAdder> zeros() {
        SortedMap<String, LongAdder> zeros = new TreeMap<>();
        KINDS.forEach(kind -> zeros.put(kind, new LongAdder()));
        return zeros;
    }

    @Override
    public void reconcileCustomResource(
            HasMetadata resource, @Nullable RetryInfo retry, @Nullable Map<String, Object> metadata) {
        count(looks, resource);
    }

    @Override
    public void failedReconciliation(HasMetadata resource, Exception failure, @Nullable Map<String, Object> metadata) {
        count(failures, resource);
    }

    private static void count(SortedMap<String, LongAdder> counters, HasMetadata resource) {
        LongAdder counter = counters.get(resource.getKind());
        if (counter != null) {
            counter.increment();
        }
    }

    /// In the text form that Prometheus reads.
    String text() {
        return text("pyrsia_operator_looks_total", looks) + text("pyrsia_operator_failures_total", failures);
    }

    private static String text(String name, SortedMap<String, LongAdder> counters) {
        StringBuilder text = new StringBuilder("# TYPE " + name + " counter\n");
        counters.forEach((kind, count) ->
                text.append(String.format(Locale.ROOT, "%s{kind=\"%s\"} %d\n", name, kind, count.sum())));
        return text.toString();
    }
}
