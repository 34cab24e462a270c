package io.pyrsia.server.consensus;

/// Durations counted in buckets that double, from a microsecond to over an hour; owned by one thread.
final class Latencies {

    private static final int BUCKETS = 32;

    private final long[] counts = new long[BUCKETS];

    void add(long nanos) {
        long micros = Math.max(1, nanos / 1_000);
        int bucket = Math.min(BUCKETS - 1, Long.SIZE - Long.numberOfLeadingZeros(micros));
        counts[bucket]++;
    }

    /// Bucket i counts durations of less than 2^i microseconds.
    long[] counts() {
        return counts.clone();
    }
}
