package io.pyrsia.sim;

import io.pyrsia.sim.fault.CrashPoint;
import io.pyrsia.sim.kernel.Concern;
import io.pyrsia.sim.kernel.RandomStreams;
import io.pyrsia.sim.node.Dialect;
import io.pyrsia.sim.node.SimulatedNode;
import java.util.SplittableRandom;

/// Rolls a new message format out in mid-run: each node restarts to read both, and later writes the new one.
///
/// Done hastily, some write the new format while others cannot read it yet; these must drop it and not fall.
final class Upgrade {

    private static final long DOWN_MICROS = 50_000;

    private final World world;
    private final SplittableRandom random;

    Upgrade(World world, RandomStreams streams) {
        this.world = world;
        this.random = streams.stream(Concern.UPGRADES);
    }

    void schedule(long withinMicros, boolean hasty) {
        for (SimulatedNode node : world.nodes) {
            long first = random.nextLong(withinMicros / 2);
            long second =
                    (hasty ? random.nextLong(withinMicros / 2) : withinMicros / 2) + random.nextLong(withinMicros / 2);
            world.time.after(first, () -> {
                node.crash(CrashPoint.NOW);
                node.speak(Dialect.READS_BOTH);
                world.time.after(DOWN_MICROS, node::restart);
            });
            world.time.after(Math.max(first, second), () -> node.speak(Dialect.WRITES_NEW));
        }
    }
}
