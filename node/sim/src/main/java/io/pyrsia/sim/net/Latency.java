package io.pyrsia.sim.net;

import java.util.SplittableRandom;

/// How long a message takes from one node to another.
@FunctionalInterface
public interface Latency {

    long drawMicros(int from, int to, SplittableRandom random);

    /// Always the same.
    static Latency fixed(long micros) {
        return (from, to, random) -> micros;
    }

    /// At least `minMicros`, in the mean `extraMicros` more, with the long tail of an exponential distribution.
    static Latency tailed(long minMicros, long extraMicros) {
        return (from, to, random) -> minMicros + (long) (-Math.log(1 - random.nextDouble()) * extraMicros);
    }
}
