package io.pyrsia.server.report;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/// Numbers in the text form that Prometheus reads. Counters are kept here; gauges are asked for when somebody looks.
public final class Metrics {

    /// Series of one counter at most: labels have few values, and a mistake must not fill the memory.
    private static final int MAX_SERIES = 256;

    /// Writes what it knows into a page.
    public interface Source {
        void write(Page page);
    }

    private final Map<String, Map<String, LongAdder>> counters = new ConcurrentSkipListMap<>();
    private final CopyOnWriteArrayList<Source> sources = new CopyOnWriteArrayList<>();

    /// Counts one; labels are as Prometheus writes them, such as `method="GET"`, or empty.
    public void count(String name, String labels) {
        Map<String, LongAdder> series = counters.computeIfAbsent(name, ignored -> new ConcurrentSkipListMap<>());
        LongAdder counter = series.get(labels);
        if (counter == null && series.size() < MAX_SERIES) {
            counter = series.computeIfAbsent(labels, ignored -> new LongAdder());
        }
        if (counter != null) {
            counter.increment();
        }
    }

    public void add(Source source) {
        sources.add(source);
    }

    public String text() {
        Page page = new Page();
        counters.forEach((name, series) -> {
            page.type(name, "counter");
            series.forEach((labels, count) -> page.value(name, labels, count.sum()));
        });
        Runtime runtime = Runtime.getRuntime();
        page.gauge("pyrsia_heap_used_bytes", runtime.totalMemory() - runtime.freeMemory());
        page.gauge("pyrsia_heap_limit_bytes", runtime.maxMemory());
        sources.forEach(source -> source.write(page));
        return page.text.toString();
    }

    /// The text as it is being written.
    public static final class Page {

        private final StringBuilder text = new StringBuilder();

        private Page() {}

        public void gauge(String name, long value) {
            type(name, "gauge");
            value(name, "", value);
        }

        public void counter(String name, long value) {
            type(name, "counter");
            value(name, "", value);
        }

        public void type(String name, String type) {
            text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        }

        public void value(String name, String labels, long value) {
            text.append(name);
            if (!labels.isEmpty()) {
                text.append('{').append(labels).append('}');
            }
            text.append(' ').append(value).append('\n');
        }
    }
}
