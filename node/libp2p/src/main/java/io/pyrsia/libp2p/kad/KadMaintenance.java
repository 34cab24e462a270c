package io.pyrsia.libp2p.kad;

import io.pyrsia.base.seam.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/// What has to be done again and again: refresh the table, repeat what this node provides and put, drop what expired.
final class KadMaintenance implements AutoCloseable {

    /// Others forget after 48 hours.
    static final Duration REPEAT = Duration.ofHours(22);

    static final Duration REFRESH = Duration.ofMinutes(10);
    /// Keys and records that this node repeats; the oldest leave.
    static final int MAX_REMEMBERED = 100_000;

    private static final Duration TICK = Duration.ofSeconds(10);

    /// Something of this node's own, a record or else the mere key that it provides, and when it was last told.
    private record Own(Bytes key, Optional<KadRecord> record, long toldNanos) {}

    private final Kademlia kademlia;
    private final KadNode node;
    private final Clock clock;
    private final RandomGenerator random;

    /// Owned by this object's lock; the one told the longest ago first.
    private final Map<List<Object>, Own> own = new LinkedHashMap<>();

    /// Owned by the thread that calls [#run].
    private long refreshedNanos;

    private final Thread thread = Thread.ofVirtual().name("kad-maintenance").unstarted(this::loop);

    KadMaintenance(Kademlia kademlia, KadNode node, Clock clock, RandomGenerator random) {
        this.kademlia = kademlia;
        this.node = node;
        this.clock = clock;
        this.random = random;
        this.refreshedNanos = clock.nanos() - REFRESH.toNanos();
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    synchronized void remember(Bytes key) {
        remember(new Own(key, Optional.empty(), clock.nanos()));
    }

    synchronized void remember(KadRecord record) {
        remember(new Own(record.key(), Optional.of(record), clock.nanos()));
    }

    synchronized void forget(Bytes key) {
        own.remove(List.of(key, false));
    }

    /// Does what is due by the clock, once; the number of own things that were told again.
    int run() throws InterruptedException {
        node.write((table, providers, records) -> {
            providers.expire(clock.nanos());
            records.expire(clock.nanos());
            return true;
        });
        if (clock.nanos() - refreshedNanos >= REFRESH.toNanos() && kademlia.knownPeers() > 0) {
            refreshedNanos = clock.nanos();
            kademlia.refresh(random);
        }
        int told = 0;
        for (Optional<Own> due = due(); due.isPresent(); due = due()) {
            if (due.get().record().isPresent()) {
                kademlia.put(due.get().record().get());
            } else {
                kademlia.provide(due.get().key());
            }
            told++;
        }
        return told;
    }

    private synchronized Optional<Own> due() {
        return own.values().stream()
                .findFirst()
                .filter(oldest -> clock.nanos() - oldest.toldNanos() >= REPEAT.toNanos());
    }

    private void remember(Own thing) {
        List<Object> name = List.of(thing.key(), thing.record().isPresent());
        own.remove(name);
        own.put(name, thing);
        if (own.size() > MAX_REMEMBERED) {
            own.remove(own.keySet().iterator().next());
        }
    }

    private void loop() {
        try {
            while (true) {
                run();
                Thread.sleep(TICK);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }
}
