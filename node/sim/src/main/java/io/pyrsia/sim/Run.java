package io.pyrsia.sim;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.State;
import io.pyrsia.sim.check.Accountability;
import io.pyrsia.sim.check.Agreement;
import io.pyrsia.sim.check.Blame;
import io.pyrsia.sim.check.Durability;
import io.pyrsia.sim.check.NoDoubleSignature;
import io.pyrsia.sim.check.NoHalt;
import io.pyrsia.sim.check.Notarised;
import io.pyrsia.sim.check.Published;
import io.pyrsia.sim.check.Readiness;
import io.pyrsia.sim.check.Validity;
import io.pyrsia.sim.check.Violation;
import io.pyrsia.sim.check.Witness;
import io.pyrsia.sim.fault.MachineFaults;
import io.pyrsia.sim.fault.PartitionFaults;
import io.pyrsia.sim.fault.Recurring;
import io.pyrsia.sim.kernel.Concern;
import io.pyrsia.sim.kernel.RandomStreams;
import io.pyrsia.sim.kernel.VirtualTime;
import io.pyrsia.sim.node.Core;
import io.pyrsia.sim.node.FastKeys;
import io.pyrsia.sim.node.Keys;
import io.pyrsia.sim.node.Observer;
import io.pyrsia.sim.node.SimulatedNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One run: a network is drawn from a seed, lives through its faults, heals, and is judged.
public final class Run {

    /// How long it takes until an operator sees to a node that does not come up.
    private static final long OPERATOR_MICROS = 700_000;

    private final long seed;
    private final Scenario scenario;
    private final RandomStreams streams;
    private final World world;
    private final Validity validity;
    private final Agreement agreement;
    private final Blame blame;
    private final Accountability accountability;
    private final Witness witness;
    private final Progress progress;
    private final Published published;
    private final Roster roster;
    private final Clients clients;

    private Run(long seed, Function<RandomStreams, Scenario> plan, Core core, Keys keys, boolean withTimeline) {
        this.seed = seed;
        streams = new RandomStreams(seed);
        scenario = plan.apply(streams);
        boolean isSound = !scenario.tooManyLiars();
        AuthoritySet first = World.authorities(scenario, keys);
        Set<NodeId> liars = new TreeSet<>();
        scenario.liars().keySet().forEach(number -> liars.add(first.member(number)));
        validity = new Validity(World.NAME, first, keys, isSound);
        agreement = new Agreement(isSound);
        blame = new Blame(World.NAME, keys, validity::sets, liars, scenario.hasty());
        accountability = new Accountability(World.NAME, keys, validity::sets);
        VirtualTime time = new VirtualTime();
        witness = new Witness(World.NAME, keys, time, this::stateOf);
        progress = new Progress(validity, liars);
        published = new Published(validity::sets);
        roster = new Roster(first, liars);
        clients = new Clients(streams, validity);
        List<Observer> checkers = new ArrayList<>(
                List.of(validity, agreement, progress, blame, witness, new NoDoubleSignature(), new Durability()));
        checkers.add(published);
        checkers.addAll(
                isSound
                        ? List.of(new NoHalt(), new Notarised(validity::sets, liars), new Readiness(liars))
                        : List.of(accountability));
        world = new World(time, scenario, streams, keys, core, new Checkers(checkers), withTimeline);
    }

    /// Runs a seed.
    public static Outcome of(long seed, Core core) {
        return of(seed, core, new FastKeys());
    }

    public static Outcome of(long seed, Core core, Keys keys) {
        return new Run(seed, Scenario::draw, core, keys, false).judge();
    }

    /// Runs a seed at whose end more authorities are lost for good than a set can bear.
    public static Outcome losing(long seed, Core core) {
        return new Run(seed, Scenario::losing, core, new FastKeys(), false).judge();
    }

    /// Runs a seed again and tells what happened.
    public static String timeline(long seed, Core core) {
        return timeline(seed, Scenario::draw, core);
    }

    static String timeline(long seed, Function<RandomStreams, Scenario> plan, Core core) {
        Run run = new Run(seed, plan, core, new FastKeys(), true);
        Outcome outcome = run.judge();
        return "seed " + seed + ": " + run.scenario + "\n" + run.world.timeline.text() + outcome + "\n";
    }

    private Outcome judge() {
        String failure = null;
        try {
            live();
        } catch (Violation e) {
            failure = e.getMessage();
        } catch (RuntimeException e) {
            failure = "exception: " + e + " at "
                    + List.of(e.getStackTrace()).subList(0, Math.min(6, e.getStackTrace().length));
        }
        world.hash.add(agreement.highest());
        world.hash.add(agreement.root(agreement.highest()));
        world.hash.add(world.time.happened());
        return new Outcome(seed, failure, world.hash.value(), agreement.highest(), world.time.happened());
    }

    private void live() {
        world.start();
        long end = scenario.chaosMicros();
        new MachineFaults(world.time, world.nodes).start(streams, scenario.faults(), end);
        new PartitionFaults(world.time, world.network.partitions(), world.nodes.size(), streams)
                .start(scenario.faults(), end);
        recurring(clients.random(), scenario.transactionsPerSecond(), () -> clients.submit(world.nodes, null));
        Membership membership = new Membership(world, roster, validity, clients, streams);
        recurring(streams.stream(Concern.MEMBERSHIP, 1), scenario.changesPerSecond(), membership::change);
        SplittableRandom wipes = streams.stream(Concern.DISKS, 1);
        recurring(wipes, scenario.wipesPerSecond(), () -> wipe(world.nodes.get(wipes.nextInt(world.nodes.size()))));
        if (scenario.upgrade()) {
            new Upgrade(world, streams).schedule(end, scenario.hasty());
        }
        world.time.runUntil(end);
        if (scenario.tooManyLiars()) {
            if (agreement.isForked()) {
                accountability.requireCulprits(world.genesis.authorities(), blame.accused());
            }
            return;
        }
        if (scenario.loses()) {
            new Loss(world, scenario, validity, agreement, published, progress, clients, streams).run();
            return;
        }
        new Healing(world, scenario, roster, agreement, progress, witness, clients, streams).run();
    }

    private @Nullable State stateOf(int node) {
        return world.nodes.get(node).state();
    }

    private void recurring(SplittableRandom random, double perSecond, Runnable action) {
        new Recurring(world.time, random, perSecond, scenario.chaosMicros()).start(action);
    }

    /// A disk is damaged, and its operator starts over with an empty one and the old key. Such a node must stay silent,
    /// so it is lost for the others.
    private void wipe(SimulatedNode node) {
        if (!node.isLiar() && roster.givesUp(node.id())) {
            node.damage();
            node.restart();
            world.time.after(OPERATOR_MICROS, () -> {
                node.wipe();
                node.restart();
            });
        }
    }
}
