package io.pyrsia.libp2p.discovery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next of an endless number of tries: doubling from `first` to `most`, half of it at
/// random, so that nodes that lost the same peer do not all come back at once.
final class Backoff {

    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;

    /// Owned by the one thread that tries.
    private Duration next;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
        this.next = first;
    }

    /// The wait after another failure.
    Duration failed() {
        Duration whole = next;
        next = next.multipliedBy(2).compareTo(most) > 0 ? most : next.multipliedBy(2);
        long half = whole.toNanos() / 2;
        return Duration.ofNanos(half + random.nextLong(half + 1));
    }

    void succeeded() {
        next = first;
    }
}
