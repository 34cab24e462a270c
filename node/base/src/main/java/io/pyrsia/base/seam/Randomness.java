package io.pyrsia.base.seam;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Where random numbers come from, passed in as the JDK's [RandomGenerator].
public final class Randomness {

    private Randomness() {}

    /// The operating system's source, for keys, nonces and salts.
    public static RandomGenerator secure() {
        return new SecureRandom();
    }

    /// A source that gives the same numbers for the same seed.
    public static RandomGenerator seeded(long seed) {
        return new SplittableRandom(seed);
    }
}
