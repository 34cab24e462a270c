package io.pyrsia.sim;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Limits;
import io.pyrsia.consensus.Rescue;
import io.pyrsia.consensus.State;
import io.pyrsia.sim.check.Agreement;
import io.pyrsia.sim.check.Published;
import io.pyrsia.sim.check.Validity;
import io.pyrsia.sim.check.Violation;
import io.pyrsia.sim.fault.CrashPoint;
import io.pyrsia.sim.kernel.Concern;
import io.pyrsia.sim.kernel.RandomStreams;
import io.pyrsia.sim.net.Weather;
import io.pyrsia.sim.node.SimulatedNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.tuweni.bytes.Bytes;

/// The other end of a run: more than f authorities are lost for good, and people end the epoch by a block.
///
/// Nothing that was published may be lost by it. Whoever accepts the block goes on, also after a loss of power;
/// whoever does not stays where the old authorities ended, and so do lost ones who come back.
final class Loss {

    private static final Bytes DOCUMENT = Bytes.of(1, 2, 3);
    private static final int BLOCKS = 10;
    private static final long MICROS_PER_MILLI = 1_000;
    private static final long CALM_MICROS = 1_000_000;
    private static final long PEOPLE_MICROS = 10_000_000;
    private static final long LOOK_EVERY_MICROS = 20_000;
    private static final long ASK_EVERY_MICROS = 40_000;

    private final World world;
    private final Scenario scenario;
    private final Validity validity;
    private final Agreement agreement;
    private final Published published;
    private final Progress progress;
    private final Clients clients;
    private final SplittableRandom random;
    private final List<SimulatedNode> accepting = new ArrayList<>();
    private final List<SimulatedNode> staying = new ArrayList<>();

    Loss(
            World world,
            Scenario scenario,
            Validity validity,
            Agreement agreement,
            Published published,
            Progress progress,
            Clients clients,
            RandomStreams streams) {
        this.world = world;
        this.scenario = scenario;
        this.validity = validity;
        this.agreement = agreement;
        this.published = published;
        this.progress = progress;
        this.clients = clients;
        this.random = streams.stream(Concern.RECOVERY);
    }

    void run() {
        if (random.nextBoolean()) {
            calm();
            world.nodes.forEach(SimulatedNode::heal);
            world.time.runUntil(world.time.nowMicros() + CALM_MICROS);
        }
        world.timeline.note("all", "lose power at once");
        // People need longer than any message is on its way, or any machine comes up late.
        losePower(world.nodes);
        world.time.runUntil(world.time.nowMicros() + PEOPLE_MICROS);
        losePower(world.nodes);
        world.time.runUntil(world.time.nowMicros() + PEOPLE_MICROS);
        List<SimulatedNode> survivors = survivors();
        exchange(survivors);
        Rescue.Standing standing = furthest(survivors);
        Rescue.Base base = standing.base();
        if (published.height() > base.height()) {
            throw new Violation(
                    "recovery",
                    "block " + published.height() + " was published, and survivors have " + base.height() + " at most");
        }
        agreement.forgetAbove(base.height());
        decide(survivors, standing);
        lost(survivors).forEach(node -> lose(node, base));
        calm();
        accepting.forEach(SimulatedNode::heal);
        staying.forEach(SimulatedNode::heal);
        goesOn(base.height() + 1 + BLOCKS);
        losePower(accepting);
        accepting.forEach(SimulatedNode::heal);
        goesOn(agreement.highest() + BLOCKS);
        requireStaying(base.height());
    }

    private static void losePower(List<SimulatedNode> nodes) {
        nodes.forEach(node -> {
            node.crash(CrashPoint.NOW);
            node.diskFull(false);
        });
    }

    private void calm() {
        long delta = scenario.config().deltaMs() * MICROS_PER_MILLI;
        world.network.heal(Weather.calm((from, to, latencies) -> latencies.nextLong(delta / 10, delta / 2)));
    }

    private static Rescue.Standing furthest(List<SimulatedNode> nodes) {
        return nodes.stream()
                .map(SimulatedNode::standing)
                .max(Comparator.comparingLong(
                                (Rescue.Standing standing) -> standing.base().epoch())
                        .thenComparingLong(standing -> standing.base().height()))
                .orElseThrow();
    }

    /// All but more than f, so that enough are left to recover: more than f.
    private List<SimulatedNode> survivors() {
        AuthoritySet set = furthest(world.nodes).voters();
        int fewest = set.faults() + 1;
        while (true) {
            List<NodeId> members = new ArrayList<>(set.members());
            Collections.shuffle(members, Random.from(random));
            Set<NodeId> lost = new TreeSet<>(members.subList(0, random.nextInt(fewest, set.size() - fewest + 1)));
            List<SimulatedNode> survivors = world.nodes.stream()
                    .filter(node -> !lost.contains(node.id()))
                    .toList();
            Rescue.Standing standing = furthest(survivors);
            if (survivors.size() >= Limits.MIN_AUTHORITIES
                    && signers(survivors, standing).size() > standing.voters().faults()) {
                return survivors;
            }
        }
    }

    /// Those who are left run together for a while, so that what is final for one of them is for all.
    private void exchange(List<SimulatedNode> survivors) {
        calm();
        survivors.forEach(SimulatedNode::heal);
        world.time.runUntil(world.time.nowMicros() + boundMs() * MICROS_PER_MILLI);
        losePower(survivors);
        world.time.runUntil(world.time.nowMicros() + PEOPLE_MICROS);
    }

    private List<SimulatedNode> lost(List<SimulatedNode> survivors) {
        return world.nodes.stream().filter(node -> !survivors.contains(node)).toList();
    }

    /// Some come back all the same. What is final for them alone would stop whoever hears of it, so these stay away.
    private void lose(SimulatedNode node, Rescue.Base base) {
        node.note("is lost at height %d", node.standing().base().height());
        if (node.knowsOfMoreThan(base) || random.nextBoolean()) {
            node.breakForGood();
        } else {
            staying.add(node);
        }
    }

    private static List<SimulatedNode> signers(List<SimulatedNode> survivors, Rescue.Standing standing) {
        return survivors.stream()
                .filter(node -> standing.voters().place(node.id()) >= 0)
                .toList();
    }

    private void decide(List<SimulatedNode> survivors, Rescue.Standing standing) {
        Rescue.Base base = standing.base();
        List<SimulatedNode> signers = new ArrayList<>(signers(survivors, standing));
        Collections.shuffle(signers, Random.from(random));
        int fewest = standing.voters().faults() + 1;
        signers.subList(0, random.nextInt(fewest, signers.size() + 1)).forEach(node -> node.renounce(base.epoch() + 1));
        List<SimulatedNode> shuffled = new ArrayList<>(survivors);
        Collections.shuffle(shuffled, Random.from(random));
        int members = random.nextInt(Limits.MIN_AUTHORITIES, shuffled.size() + 1);
        AuthoritySet next = World.set(
                shuffled.subList(0, members).stream().map(SimulatedNode::id).toList());
        Block rescue = Rescue.block(base, next, DOCUMENT);
        world.timeline.note("people", "end epoch %d at height %d with %s", base.epoch(), base.height(), next);
        validity.accepted(rescue);
        for (SimulatedNode node : shuffled) {
            if (next.place(node.id()) >= 0 || random.nextBoolean()) {
                node.accept(rescue);
                accepting.add(node);
            } else {
                staying.add(node);
            }
        }
    }

    /// All who accepted reach a height, and everything that they were asked for meanwhile is final.
    private void goesOn(long height) {
        Set<Long> asked = new TreeSet<>();
        BooleanSupplier isThere = () -> accepting.stream().allMatch(node -> {
            State state = node.state();
            return state != null && state.appliedHeight() >= height;
        });
        askAgain(asked, () -> !isThere.getAsBoolean());
        await(isThere, "height " + height);
        await(() -> progress.areFinal(asked), "that all transactions are final");
    }

    private void askAgain(Set<Long> asked, BooleanSupplier isWanted) {
        world.time.after(ASK_EVERY_MICROS, () -> {
            if (isWanted.getAsBoolean()) {
                asked.add(clients.submitToAll(accepting));
                askAgain(asked, isWanted);
            }
        });
    }

    /// The bound of the liveness rule for a network in which nobody is bad, see [Healing].
    private long boundMs() {
        return 8 * scenario.config().timeoutCapMs() + 20 * scenario.config().standstillMs();
    }

    private void await(BooleanSupplier goal, String what) {
        long boundMs =
                8 * scenario.config().timeoutCapMs() + 20 * scenario.config().standstillMs();
        long end = world.time.nowMicros() + boundMs * MICROS_PER_MILLI;
        while (!goal.getAsBoolean()) {
            if (world.time.nowMicros() >= end) {
                throw new Violation("recovery", boundMs() + " ms later it still waits for " + what + ";" + where());
            }
            world.time.runUntil(world.time.nowMicros() + LOOK_EVERY_MICROS);
        }
    }

    private void requireStaying(long height) {
        for (SimulatedNode node : staying) {
            State state = node.state();
            if (state == null || state.isHalted() || state.finalHeight() > height) {
                throw new Violation("recovery", "n" + node.number() + " has not accepted it;" + where());
            }
        }
    }

    private String where() {
        StringBuilder text = new StringBuilder();
        for (SimulatedNode node : world.nodes) {
            State state = node.state();
            text.append(" n").append(node.number()).append(accepting.contains(node) ? "+" : "-");
            text.append(
                    state == null
                            ? "down"
                            : state.epoch().number() + "/" + state.currentView() + "@" + state.finalHeight());
        }
        return text.toString();
    }
}
