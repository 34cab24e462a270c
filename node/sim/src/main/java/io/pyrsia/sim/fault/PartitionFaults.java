package io.pyrsia.sim.fault;

import io.pyrsia.sim.kernel.Concern;
import io.pyrsia.sim.kernel.RandomStreams;
import io.pyrsia.sim.kernel.VirtualTime;
import io.pyrsia.sim.net.Partitions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/// Cuts the network: one node off, in two halves, single directions, or node after node and back in another order.
public final class PartitionFaults {

    private static final long LONGEST_CUT_MICROS = 3_000_000;

    private final VirtualTime time;
    private final Partitions partitions;
    private final int nodes;
    private final SplittableRandom random;

    public PartitionFaults(VirtualTime time, Partitions partitions, int nodes, RandomStreams streams) {
        this.time = time;
        this.partitions = partitions;
        this.nodes = nodes;
        this.random = streams.stream(Concern.PARTITIONS);
    }

    public void start(FaultPlan plan, long untilMicros) {
        new Recurring(time, random, plan.partitionsPerSecond(), untilMicros).start(this::cut);
    }

    private void cut() {
        switch (random.nextInt(4)) {
            case 0 -> isolate();
            case 1 -> halve();
            case 2 -> cutDirections();
            default -> swizzle();
        }
    }

    private void isolate() {
        int node = random.nextInt(nodes);
        partitions.isolate(node);
        later(() -> partitions.rejoin(node));
    }

    private void halve() {
        boolean[] left = new boolean[nodes];
        for (int node = 0; node < nodes; node++) {
            left[node] = random.nextBoolean();
        }
        boolean bothWays = random.nextBoolean();
        for (int from = 0; from < nodes; from++) {
            for (int to = 0; to < nodes; to++) {
                if (left[from] != left[to] && (bothWays || left[from])) {
                    cutForAWhile(from, to);
                }
            }
        }
    }

    private void cutDirections() {
        int count = 1 + random.nextInt(nodes * nodes / 2);
        for (int i = 0; i < count; i++) {
            cutForAWhile(random.nextInt(nodes), random.nextInt(nodes));
        }
    }

    /// Nodes leave one by one and come back one by one in another order, so that every majority changes on the way.
    private void swizzle() {
        long each = 1 + random.nextLong(LONGEST_CUT_MICROS / (2L * nodes));
        List<Integer> leaving = shuffledNodes();
        List<Integer> returning = shuffledNodes();
        for (int i = 0; i < nodes; i++) {
            int first = leaving.get(i);
            int second = returning.get(i);
            time.after(each * i, () -> partitions.isolate(first));
            time.after(each * (nodes + i), () -> partitions.rejoin(second));
        }
    }

    private List<Integer> shuffledNodes() {
        List<Integer> all = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            all.add(node);
        }
        Collections.shuffle(all, Random.from(random));
        return all;
    }

    private void cutForAWhile(int from, int to) {
        partitions.cut(from, to);
        later(() -> partitions.mend(from, to));
    }

    private void later(Runnable action) {
        time.after(1 + random.nextLong(LONGEST_CUT_MICROS), action);
    }
}
