package io.pyrsia.bench.libp2p;

/// What a driver measures, in the order in which it prints it.
enum Figure {
    DOWN("down MB/s", true),
    UP("up MB/s", true),
    FIRST_BYTE_P50("connect and first byte p50 ms", false),
    FIRST_BYTE_P99("connect and first byte p99 ms", false),
    PING_P50("ping p50 µs", false),
    PING_P99("ping p99 µs", false),
    STREAMS("1,000 streams at once MB/s", true),
    STREAM_P99("1,000 streams at once p99 ms", false);

    private final String title;
    private final boolean moreIsBetter;

    Figure(String title, boolean moreIsBetter) {
        this.title = title;
        this.moreIsBetter = moreIsBetter;
    }

    String title() {
        return title;
    }

    /// How many times better `ours` is than `theirs`.
    double ratio(double ours, double theirs) {
        return moreIsBetter ? ours / theirs : theirs / ours;
    }
}
