package io.pyrsia.sim.fault;

import io.pyrsia.sim.net.Latency;
import io.pyrsia.sim.net.Weather;
import java.util.SplittableRandom;

/// How often which fault happens in one run. The rates are drawn, and each may be nought, so that runs differ in kind.
///
/// @param syncMicros the mean time of a synced write
/// @param clockDrift how much faster or slower a clock may run, as a share
public record FaultPlan(
        Weather weather,
        double partitionsPerSecond,
        double crashesPerSecond,
        double pausesPerSecond,
        double fullDisksPerSecond,
        long syncMicros,
        double clockDrift) {

    private static final double QUIET = 0.35;

    /// Nothing goes wrong.
    public static FaultPlan none(Latency latency) {
        return new FaultPlan(Weather.calm(latency), 0, 0, 0, 0, 0, 0);
    }

    public static FaultPlan draw(SplittableRandom random) {
        Latency latency = Latency.tailed(random.nextLong(200, 20_000), random.nextLong(1, 15_000));
        Weather weather = new Weather(
                latency,
                rate(random, 0.3),
                rate(random, 0.2),
                rate(random, 0.2),
                random.nextLong(1, 1_500_000),
                random.nextBoolean());
        return new FaultPlan(
                weather,
                rate(random, 2),
                rate(random, 3),
                rate(random, 2),
                rate(random, 0.5),
                random.nextBoolean() ? 0 : random.nextLong(1, 20_000),
                rate(random, 0.3));
    }

    /// Nought in a third of all runs, else small more often than large.
    private static double rate(SplittableRandom random, double highest) {
        double drawn = random.nextDouble();
        return random.nextDouble() < QUIET ? 0 : highest * drawn * drawn;
    }
}
