package io.pyrsia.sim.kernel;

import java.util.SplittableRandom;

/// All randomness of a run, from one seed: a stream for each concern and each owner in it.
public final class RandomStreams {

    private final long seed;

    public RandomStreams(long seed) {
        this.seed = seed;
    }

    public SplittableRandom stream(Concern concern) {
        return stream(concern, 0);
    }

    /// The stream of one owner, say of one node. The name, not the position, of the concern makes the stream.
    public SplittableRandom stream(Concern concern, int owner) {
        long named = RunHash.mix(concern.name().hashCode(), owner);
        return new SplittableRandom(RunHash.mix(seed, named));
    }
}
