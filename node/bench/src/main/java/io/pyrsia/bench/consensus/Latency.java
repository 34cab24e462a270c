package io.pyrsia.bench.consensus;

import java.util.Arrays;

/// The time from submitting one transaction to hearing that it is final, in microseconds.
record Latency(long medianUs, long p99Us) {

    static Latency of(long[] micros) {
        long[] sorted = micros.clone();
        Arrays.sort(sorted);
        return new Latency(sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]);
    }
}
