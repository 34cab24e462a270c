package io.pyrsia.sim;

import io.pyrsia.consensus.State;
import io.pyrsia.sim.check.Agreement;
import io.pyrsia.sim.check.Violation;
import io.pyrsia.sim.fault.CrashPoint;
import io.pyrsia.sim.kernel.Concern;
import io.pyrsia.sim.kernel.RandomStreams;
import io.pyrsia.sim.net.Partitions;
import io.pyrsia.sim.net.Weather;
import io.pyrsia.sim.node.SimulatedNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/// The end of every run: a random core heals, the rest stays broken for good, and then the network must live.
///
/// Ten blocks of honest leaders become final, everything that was asked of healthy nodes does, all healthy nodes get
/// there, and when nobody asks for anything any more they fall silent.
final class Healing {

    private static final int HONEST_BLOCKS = 10;
    private static final long MICROS_PER_MILLI = 1_000;
    private static final long LOOK_EVERY_MICROS = 20_000;
    private static final long ASK_EVERY_MICROS = 40_000;

    private final World world;
    private final Scenario scenario;
    private final Roster roster;
    private final Agreement agreement;
    private final Progress progress;
    private final Clients clients;
    private final SplittableRandom random;
    private final List<SimulatedNode> healthy = new ArrayList<>();

    Healing(
            World world,
            Scenario scenario,
            Roster roster,
            Agreement agreement,
            Progress progress,
            Clients clients,
            RandomStreams streams) {
        this.world = world;
        this.scenario = scenario;
        this.roster = roster;
        this.agreement = agreement;
        this.progress = progress;
        this.clients = clients;
        this.random = streams.stream(Concern.HEALING);
    }

    void run() {
        world.timeline.note("all", "HEALING");
        long delta = scenario.config().deltaMs() * MICROS_PER_MILLI;
        world.network.heal(Weather.calm((from, to, latencies) -> latencies.nextLong(delta / 10, delta / 2)));
        if (random.nextInt(3) == 0) {
            world.timeline.note("all", "lose power at once");
            world.nodes.forEach(node -> node.crash(CrashPoint.NOW));
        }
        choose();
        healthy.forEach(SimulatedNode::heal);
        int before = progress.honestBlocks();
        Set<Long> asked = new TreeSet<>();
        askAgain(asked, () -> progress.honestBlocks() - before < HONEST_BLOCKS);
        await(() -> progress.honestBlocks() - before >= HONEST_BLOCKS, "ten honest blocks");
        await(() -> progress.areFinal(asked), "that all transactions are final");
        await(this::allAreThere, "that all healthy nodes are there");
        requireSilence();
    }

    /// Breaks as many as may be broken, in random ways, and calls the others healthy.
    private void choose() {
        List<SimulatedNode> shuffled = new ArrayList<>(world.nodes);
        Collections.shuffle(shuffled, Random.from(random));
        boolean breaksMany = random.nextBoolean();
        for (SimulatedNode node : shuffled) {
            boolean isGivenUp = breaksMany && !node.isLiar() && roster.isGood(node.id()) && roster.givesUp(node.id());
            if (isGivenUp || (node.isLiar() && random.nextInt(3) == 0)) {
                breakForGood(node);
            } else if (node.isLiar() || !roster.isGood(node.id())) {
                node.heal();
            } else {
                healthy.add(node);
            }
        }
        healthy.sort((one, other) -> Integer.compare(one.number(), other.number()));
    }

    private void breakForGood(SimulatedNode node) {
        Partitions partitions = world.network.partitions();
        switch (random.nextInt(3)) {
            case 0 -> node.breakForGood();
            case 1 -> {
                node.heal();
                partitions.isolate(node.number());
            }
            default -> {
                node.heal();
                for (SimulatedNode other : world.nodes) {
                    partitions.cut(other.number(), node.number());
                }
            }
        }
        node.note("stays broken");
    }

    private void askAgain(Set<Long> asked, BooleanSupplier isWanted) {
        world.time.after(ASK_EVERY_MICROS, () -> {
            if (isWanted.getAsBoolean()) {
                asked.add(clients.submitToAll(healthy));
                askAgain(asked, isWanted);
            }
        });
    }

    /// The time in which even a network whose every other view fails gets there.
    private long boundMicros() {
        long views = HONEST_BLOCKS * (roster.badOnes() + 2L);
        return (views * scenario.config().timeoutCapMs()
                        + 20 * scenario.config().standstillMs())
                * MICROS_PER_MILLI;
    }

    private void await(BooleanSupplier goal, String what) {
        long end = world.time.nowMicros() + boundMicros();
        while (!goal.getAsBoolean()) {
            if (world.time.nowMicros() >= end) {
                throw new Violation(
                        "liveness",
                        String.format(
                                Locale.ROOT,
                                "%,d ms after the core healed it still waits for %s; %s",
                                boundMicros() / MICROS_PER_MILLI,
                                what,
                                where()));
            }
            world.time.runUntil(world.time.nowMicros() + LOOK_EVERY_MICROS);
        }
    }

    private boolean allAreThere() {
        for (SimulatedNode node : healthy) {
            State state = node.state();
            if (state == null || state.appliedHeight() < agreement.highest()) {
                return false;
            }
        }
        return true;
    }

    private String where() {
        StringBuilder text = new StringBuilder();
        for (SimulatedNode node : world.nodes) {
            State state = node.state();
            text.append(" n").append(node.number()).append(healthy.contains(node) ? "+" : node.isLiar() ? "!" : "-");
            text.append(
                    state == null
                            ? "down"
                            : state.epoch().number() + "/" + state.currentView() + "@" + state.finalHeight());
        }
        return text.toString();
    }

    /// Rule 8: with nobody lying and nobody asking, no block is made.
    private void requireSilence() {
        if (!scenario.liars().isEmpty()) {
            return;
        }
        healthy.forEach(SimulatedNode::forgetTransactions);
        long settled = 4 * scenario.config().timeoutCapMs() * MICROS_PER_MILLI;
        world.time.runUntil(world.time.nowMicros() + settled);
        long height = agreement.highest();
        world.time.runUntil(world.time.nowMicros() + settled);
        if (agreement.highest() != height) {
            throw new Violation("silence", "blocks become final though nobody asks for anything; " + where());
        }
    }
}
