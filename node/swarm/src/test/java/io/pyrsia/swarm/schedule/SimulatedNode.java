package io.pyrsia.swarm.schedule;

import io.pyrsia.swarm.schedule.Simulation.Kind;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One node of a simulated swarm: it asks by its scheduler, and answers one request after the other.
final class SimulatedNode {

    private record Asked(SimulatedNode by, int piece) {}

    final Kind kind;
    final int number;
    final Set<Integer> banned = new HashSet<>();
    private final Simulation swarm;
    private final long pieceNanos;
    private final BitSet held = new BitSet();
    private final Scheduler scheduler;
    private final Slots slots;
    private final Set<Integer> unchoked = new HashSet<>();
    private final Deque<Asked> queue = new ArrayDeque<>();
    boolean dead;
    boolean done;
    int uploaded;
    int received;
    /// A client that reads from the beginning.
    boolean streaming;

    private boolean sending;

    SimulatedNode(Simulation swarm, int number, Kind kind, long pieceNanos, int slots) {
        this.swarm = swarm;
        this.number = number;
        this.kind = kind;
        this.pieceNanos = pieceNanos;
        this.slots = new Slots(slots);
        this.scheduler = new Scheduler(swarm.pieces, held, false, swarm.random.nextLong(), 0);
    }

    void start() {
        if (kind == Kind.WANTS) {
            for (SimulatedNode other : swarm.nodes) {
                if (other != this && !other.dead) {
                    BitSet has = other.complete() ? new BitSet() : (BitSet) other.held.clone();
                    step(new Input.Joined(other.number, 0, other.complete(), has));
                    send(() -> other.wanted(this));
                }
            }
            tick();
        } else {
            held.or(swarm.all());
            rotate();
        }
    }

    boolean complete() {
        return kind != Kind.WANTS;
    }

    void die() {
        dead = true;
        for (SimulatedNode other : swarm.nodes) {
            send(() -> other.lost(this));
        }
    }

    private void tick() {
        if (!dead && !done) {
            step(new Input.Tick());
            rotate(slots.rotate(swarm.now()));
            swarm.after(Simulation.TICK_NANOS, this::tick);
        } else if (!dead) {
            rotate();
        }
    }

    private void rotate() {
        if (!dead) {
            rotate(slots.rotate(swarm.now()));
            swarm.after(Simulation.TICK_NANOS, this::rotate);
        }
    }

    private void step(Input input) {
        if (dead || kind != Kind.WANTS) {
            return;
        }
        for (Effect effect : scheduler.step(input, swarm.now())) {
            carryOut(effect);
        }
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.AskLeaves(int peer) -> send(() -> swarm.nodes.get(peer).leavesWanted(this));
            case Effect.Request(int peer, int piece) ->
                send(() -> swarm.nodes.get(peer).asked(this, piece));
            case Effect.Cancel(int peer, int piece) ->
                send(() -> swarm.nodes.get(peer).cancelled(this, piece));
            case Effect.Ban(int peer, String why) -> {
                banned.add(peer);
                send(() -> swarm.nodes.get(peer).lost(this));
            }
            case Effect.Drop(int peer, String why) ->
                send(() -> swarm.nodes.get(peer).lost(this));
            case Effect.Complete() -> {
                done = true;
                swarm.nodes.forEach(other -> send(() -> other.lost(this)));
            }
        }
    }

    private void send(Runnable delivery) {
        swarm.after(Simulation.LATENCY_NANOS + swarm.random.nextLong(Simulation.LATENCY_NANOS), delivery);
    }

    private void wanted(SimulatedNode by) {
        if (!dead) {
            rotate(slots.join(by.number, swarm.now()));
        }
    }

    private void lost(SimulatedNode other) {
        unchoked.remove(other.number);
        queue.removeIf(asked -> asked.by == other);
        rotate(slots.leave(other.number, swarm.now()));
        if (other.dead) {
            step(new Input.Gone(other.number));
        }
    }

    private void rotate(List<Slots.Change> changes) {
        for (Slots.Change change : changes) {
            SimulatedNode other = swarm.nodes.get(change.peer());
            if (change.choked()) {
                unchoked.remove(change.peer());
                queue.removeIf(asked -> asked.by == other);
            } else {
                unchoked.add(change.peer());
            }
            send(() -> other.step(new Input.Choked(number, change.choked())));
        }
    }

    private void leavesWanted(SimulatedNode by) {
        if (!dead && kind != Kind.SILENT && complete()) {
            send(() -> by.step(new Input.Leaves(number, true)));
        }
    }

    private void asked(SimulatedNode by, int piece) {
        if (!dead && kind != Kind.SILENT && unchoked.contains(by.number)) {
            slots.used(by.number, swarm.now());
            queue.add(new Asked(by, piece));
            serve();
        }
    }

    private void cancelled(SimulatedNode by, int piece) {
        queue.remove(new Asked(by, piece));
    }

    private void serve() {
        if (sending || queue.isEmpty() || dead) {
            return;
        }
        Asked next = queue.poll();
        sending = true;
        swarm.after(pieceNanos, () -> {
            sending = false;
            uploaded++;
            slots.used(next.by.number, swarm.now());
            boolean right = kind != Kind.LIAR;
            if (!dead) {
                send(() -> next.by.receive(this, next.piece, right));
            }
            serve();
        });
    }

    private void receive(SimulatedNode from, int piece, boolean right) {
        if (dead || done) {
            return;
        }
        received++;
        boolean fresh = right && !held.get(piece);
        if (fresh) {
            held.set(piece);
        }
        step(new Input.Piece(from.number, piece, right));
        if (fresh) {
            swarm.nodes.stream()
                    .filter(other -> other != this)
                    .forEach(other -> send(() -> other.step(new Input.Has(number, piece))));
            if (streaming) {
                step(new Input.Reading(held.nextClearBit(0)));
            }
        }
    }

    @Override
    public String toString() {
        return number + " " + kind + " " + held.cardinality() + "/" + swarm.pieces;
    }
}
