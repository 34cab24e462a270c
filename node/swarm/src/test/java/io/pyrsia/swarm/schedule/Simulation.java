package io.pyrsia.swarm.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// A swarm in one thread: nodes with schedulers and slots, links with latency, uploads with a rate, on virtual time.
/// Every node is connected with every other, and its number is its name at all of them.
final class Simulation {

    static final long LATENCY_NANOS = 1_000_000;
    static final long TICK_NANOS = 50_000_000;

    /// What a node is.
    enum Kind {
        SEED,
        WANTS,
        /// Says that it has everything and sends wrong pieces.
        LIAR,
        /// Says that it has everything and never sends anything.
        SILENT
    }

    private record Event(long time, long order, Runnable action) {}

    final SplittableRandom random;
    final int pieces;
    final List<SimulatedNode> nodes = new ArrayList<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::order));
    private long order;
    private long now;

    Simulation(long seed, int pieces) {
        this.random = new SplittableRandom(seed);
        this.pieces = pieces;
    }

    SimulatedNode add(Kind kind, long pieceNanos, int slots) {
        SimulatedNode node = new SimulatedNode(this, nodes.size(), kind, pieceNanos, slots);
        nodes.add(node);
        return node;
    }

    long now() {
        return now;
    }

    void after(long nanos, Runnable action) {
        events.add(new Event(now + nanos, order++, action));
    }

    /// Runs until every living node that wants the blob has it; the time that it took.
    long run(long limitNanos) {
        nodes.forEach(SimulatedNode::start);
        while (!events.isEmpty() && !done()) {
            Event next = events.poll();
            now = next.time();
            if (now > limitNanos) {
                throw new AssertionError("not everybody has it after " + limitNanos / 1_000_000 + " ms: "
                        + nodes.stream().map(SimulatedNode::toString).toList());
            }
            next.action().run();
        }
        return now;
    }

    private boolean done() {
        return nodes.stream().allMatch(node -> node.dead || node.kind != Kind.WANTS || node.done);
    }

    BitSet all() {
        BitSet all = new BitSet();
        all.set(0, pieces);
        return all;
    }
}
