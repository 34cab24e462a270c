package io.pyrsia.server.http;

import io.pyrsia.base.seam.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lets each address ask so often and no more: a bucket that fills steadily and is emptied by asking.
final class RateLimit {

    /// Requests a second, and how many may come at once.
    static final int PER_SECOND = 5_000;
    static final int BURST = 10_000;

    private static final int MAX_ADDRESSES = 10_000;
    private static final double NANOS = 1e9;

    private static final class Bucket {
        double left = BURST;
        long filledAt;
    }

    private final Clock clock;
    /// Guarded by this; in the order of use, so that who has not asked for the longest is forgotten first.
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    RateLimit(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean allows(String address) {
        Bucket bucket = buckets.computeIfAbsent(address, ignored -> new Bucket());
        if (buckets.size() > MAX_ADDRESSES) {
            buckets.remove(buckets.keySet().iterator().next());
        }
        long now = clock.nanos();
        if (bucket.filledAt != 0) {
            bucket.left = Math.min(BURST, bucket.left + (now - bucket.filledAt) * PER_SECOND / NANOS);
        }
        bucket.filledAt = now;
        if (bucket.left < 1) {
            return false;
        }
        bucket.left--;
        return true;
    }
}
