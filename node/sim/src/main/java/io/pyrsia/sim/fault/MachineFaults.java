package io.pyrsia.sim.fault;

import io.pyrsia.sim.kernel.Concern;
import io.pyrsia.sim.kernel.RandomStreams;
import io.pyrsia.sim.kernel.VirtualTime;
import java.util.List;
import java.util.SplittableRandom;

/// Crashes and restarts machines, pauses them, and fills their disks.
public final class MachineFaults {

    private static final List<CrashPoint> CRASH_POINTS = List.of(CrashPoint.values());
    private static final long LONGEST_DOWN_MICROS = 3_000_000;
    private static final long LONGEST_PAUSE_MICROS = 2_000_000;

    private final VirtualTime time;
    private final List<? extends Machine> machines;

    public MachineFaults(VirtualTime time, List<? extends Machine> machines) {
        this.time = time;
        this.machines = machines;
    }

    public void start(RandomStreams streams, FaultPlan plan, long untilMicros) {
        SplittableRandom crashes = streams.stream(Concern.CRASHES);
        SplittableRandom pauses = streams.stream(Concern.PAUSES);
        SplittableRandom disks = streams.stream(Concern.DISKS);
        new Recurring(time, crashes, plan.crashesPerSecond(), untilMicros).start(() -> crash(crashes));
        new Recurring(time, pauses, plan.pausesPerSecond(), untilMicros)
                .start(() -> any(pauses).pause(1 + pauses.nextLong(LONGEST_PAUSE_MICROS)));
        new Recurring(time, disks, plan.fullDisksPerSecond(), untilMicros).start(() -> fill(disks));
    }

    private void crash(SplittableRandom random) {
        Machine victim = any(random);
        victim.crash(CRASH_POINTS.get(random.nextInt(CRASH_POINTS.size())));
        long longest = random.nextBoolean() ? LONGEST_DOWN_MICROS / 20 : LONGEST_DOWN_MICROS;
        time.after(1 + random.nextLong(longest), victim::restart);
    }

    private void fill(SplittableRandom random) {
        Machine victim = any(random);
        victim.diskFull(true);
        time.after(1 + random.nextLong(LONGEST_DOWN_MICROS), () -> {
            victim.diskFull(false);
            victim.restart();
        });
    }

    private Machine any(SplittableRandom random) {
        return machines.get(random.nextInt(machines.size()));
    }
}
