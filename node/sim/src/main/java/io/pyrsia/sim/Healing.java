package io.pyrsia.sim;

import io.pyrsia.consensus.State;
import io.pyrsia.sim.check.Agreement;
import io.pyrsia.sim.check.Violation;
import io.pyrsia.sim.check.Witness;
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
import java.util.stream.Collectors;

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
    private final Witness witness;
    private final Clients clients;
    private final SplittableRandom random;
    private final List<SimulatedNode> healthy = new ArrayList<>();

    Healing(
            World world,
            Scenario scenario,
            Roster roster,
            Agreement agreement,
            Progress progress,
            Witness witness,
            Clients clients,
            RandomStreams streams) {
        this.world = world;
        this.scenario = scenario;
        this.roster = roster;
        this.agreement = agreement;
        this.progress = progress;
        this.witness = witness;
        this.clients = clients;
        this.random = streams.stream(Concern.HEALING);
    }

    void run() {
        calm();
        List<SimulatedNode> hunted = scenario.hunted() ? hunt() : List.of();
        world.timeline.note("all", "HEALING");
        calm();
        if (random.nextInt(3) == 0) {
            world.timeline.note("all", "lose power at once");
            world.nodes.forEach(node -> node.crash(CrashPoint.NOW));
        }
        choose(hunted);
        healthy.forEach(SimulatedNode::heal);
        witness.watch();
        int before = progress.honestBlocks();
        Set<Long> asked = new TreeSet<>();
        askAgain(asked, () -> progress.honestBlocks() - before < HONEST_BLOCKS);
        await(() -> progress.honestBlocks() > before, firstBlockBoundMicros(), "an honest block");
        await(() -> progress.honestBlocks() - before >= HONEST_BLOCKS, boundMicros(), "ten honest blocks");
        await(() -> progress.areFinal(asked), boundMicros(), "that all transactions are final");
        await(this::allAreThere, boundMicros(), "that all healthy nodes are there");
        witness.requireAccusations(healthy.stream().map(SimulatedNode::number).collect(Collectors.toSet()));
        requireSilence();
    }

    private void calm() {
        long delta = scenario.config().deltaMs() * MICROS_PER_MILLI;
        world.network.heal(Weather.calm((from, to, latencies) -> latencies.nextLong(delta / 10, delta / 2)));
    }

    /// Whom the hunt hit last stays broken half the time.
    private List<SimulatedNode> hunt() {
        clients.submitToAll(world.nodes);
        List<SimulatedNode> hunted = new LeaderHunt(world, scenario, firstBlockBoundMicros()).run();
        return random.nextBoolean() ? hunted : List.of();
    }

    /// Breaks as many as may be broken, in random ways, and calls the others healthy.
    private void choose(List<SimulatedNode> hunted) {
        List<SimulatedNode> shuffled = new ArrayList<>(world.nodes);
        Collections.shuffle(shuffled, Random.from(random));
        shuffled.removeAll(hunted);
        shuffled.addAll(0, hunted);
        boolean breaksMany = random.nextBoolean();
        for (SimulatedNode node : shuffled) {
            boolean isToBreak = breaksMany || hunted.contains(node);
            boolean isGivenUp = isToBreak && !node.isLiar() && roster.isGood(node.id()) && roster.givesUp(node.id());
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

    /// The time in which even a network in which all bad ones lead first gets there, with longest time-outs, twice;
    /// some standstill rounds pass until everybody has what it missed.
    private long firstBlockBoundMicros() {
        return boundMicros(2, 8);
    }

    private long boundMicros() {
        return boundMicros(4, 20);
    }

    private long boundMicros(int cycles, int standstills) {
        long views = cycles * (roster.badOnes() + 2L);
        return (views * scenario.config().timeoutCapMs()
                        + standstills * scenario.config().standstillMs())
                * MICROS_PER_MILLI;
    }

    private void await(BooleanSupplier goal, long boundMicros, String what) {
        long end = world.time.nowMicros() + boundMicros;
        while (!goal.getAsBoolean()) {
            if (world.time.nowMicros() >= end) {
                throw new Violation(
                        "liveness",
                        String.format(
                                Locale.ROOT,
                                "%,d ms after the core healed it still waits for %s; %s",
                                boundMicros / MICROS_PER_MILLI,
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
