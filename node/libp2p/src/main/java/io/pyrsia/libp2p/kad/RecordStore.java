package io.pyrsia.libp2p.kad;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// The valid records that others put here, for 48 hours; a better one replaces a worse one, never the other way round.
///
/// Not for several threads at once: [Kademlia] guards it.
final class RecordStore {

    static final Duration LIFETIME = Duration.ofDays(2);
    static final int MAX_RECORDS = 10_000;

    private record Kept(KadRecord record, long sinceNanos) {}

    private final RecordValidator validator;

    /// In the order in which they came.
    private final Map<Bytes, Kept> records = new LinkedHashMap<>();

    RecordStore(RecordValidator validator) {
        this.validator = validator;
    }

    /// Whether the record is valid and not worse than the one that is there.
    boolean put(KadRecord record, long nowNanos) {
        if (!record.fits() || !validator.valid(record)) {
            return false;
        }
        Optional<KadRecord> present = get(record.key(), nowNanos);
        if (present.isPresent() && !validator.better(record, present.get())) {
            return false;
        }
        records.remove(record.key());
        records.put(record.key(), new Kept(record, nowNanos));
        if (records.size() > MAX_RECORDS) {
            records.remove(records.keySet().iterator().next());
        }
        return true;
    }

    Optional<KadRecord> get(Bytes key, long nowNanos) {
        return Optional.ofNullable(records.get(key))
                .filter(kept -> nowNanos - kept.sinceNanos() < LIFETIME.toNanos())
                .map(Kept::record);
    }

    /// Drops what has expired.
    void expire(long nowNanos) {
        records.values().removeIf(kept -> nowNanos - kept.sinceNanos() >= LIFETIME.toNanos());
    }

    int size() {
        return records.size();
    }
}
