package io.pyrsia.bench.consensus;

/// What a system finalised under sustained load, and what it took; counters that a system does not tell are −1.
record Throughput(
        int window,
        double perSecond,
        double blocksPerSecond,
        double cpuSecondsPerThousand,
        double syncsPerBlock,
        double messagesPerBlock,
        long residentMebibytes) {}
