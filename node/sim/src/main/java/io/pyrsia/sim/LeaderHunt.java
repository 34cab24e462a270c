package io.pyrsia.sim;

import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.State;
import io.pyrsia.sim.net.Partitions;
import io.pyrsia.sim.node.SimulatedNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An adversary of the network who follows the views and lets nothing out of whoever leads, for so long that time-outs
/// would grow beyond every bound; at the end all links are cut, and everybody waits alone.
final class LeaderHunt {

    /// How much longer than the bound for the first block after it: a time-out that grows without end takes a third.
    private static final long FIRST_BLOCK_BOUNDS = 5;

    private static final int LOOKS_PER_DELTA = 20;
    private static final long MICROS_PER_MILLI = 1_000;

    private final World world;
    private final long deltaMicros;
    private final long capMicros;
    private final long lengthMicros;
    private List<SimulatedNode> victims = List.of();

    LeaderHunt(World world, Scenario scenario, long firstBlockBoundMicros) {
        this.world = world;
        deltaMicros = scenario.config().deltaMs() * MICROS_PER_MILLI;
        capMicros = scenario.config().timeoutCapMs() * MICROS_PER_MILLI;
        lengthMicros = FIRST_BLOCK_BOUNDS * firstBlockBoundMicros;
    }

    /// Returns whom it followed last; nobody where no authority is up.
    List<SimulatedNode> run() {
        world.timeline.note("all", "LEADERS ARE HUNTED");
        world.nodes.forEach(SimulatedNode::heal);
        long end = world.time.nowMicros() + lengthMicros;
        while (world.time.nowMicros() < end) {
            follow();
            world.time.runUntil(world.time.nowMicros() + deltaMicros / LOOKS_PER_DELTA);
        }
        world.timeline.note("all", "ALL LINKS ARE CUT");
        world.nodes.forEach(this::silence);
        world.time.runUntil(world.time.nowMicros() + 2 * capMicros);
        return victims;
    }

    private void follow() {
        List<SimulatedNode> leaders = leaders();
        if (!leaders.equals(victims)) {
            victims.forEach(this::release);
            leaders.forEach(this::silence);
            victims = leaders;
        }
    }

    /// The leader of the highest view that anybody is in, and its twin.
    private List<SimulatedNode> leaders() {
        State newest = newest();
        if (newest == null) {
            return List.of();
        }
        AuthoritySet set = newest.epoch().authorities();
        List<SimulatedNode> leaders = new ArrayList<>();
        for (SimulatedNode node : world.nodes) {
            if (node.id().equals(set.member(set.leader(newest.currentView())))) {
                leaders.add(node);
            }
        }
        return leaders;
    }

    private @Nullable State newest() {
        State newest = null;
        for (SimulatedNode node : world.nodes) {
            State state = node.state();
            if (state != null && (newest == null || isBeyond(state, newest))) {
                newest = state;
            }
        }
        return newest;
    }

    private static boolean isBeyond(State one, State other) {
        int epochs = Long.compare(one.epoch().number(), other.epoch().number());
        return epochs > 0 || (epochs == 0 && one.currentView() > other.currentView());
    }

    private void silence(SimulatedNode node) {
        Partitions partitions = world.network.partitions();
        world.nodes.forEach(other -> partitions.cut(node.number(), other.number()));
    }

    private void release(SimulatedNode node) {
        Partitions partitions = world.network.partitions();
        world.nodes.forEach(other -> partitions.mend(node.number(), other.number()));
    }
}
