package io.pyrsia.sim.node;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.ChainServer;
import io.pyrsia.consensus.Consensus;
import io.pyrsia.consensus.Effect;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Epoch;
import io.pyrsia.consensus.Evidence;
import io.pyrsia.consensus.Fault;
import io.pyrsia.consensus.Input;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.MessageCodec;
import io.pyrsia.consensus.Snapshot;
import io.pyrsia.consensus.State;
import io.pyrsia.consensus.Step;
import io.pyrsia.consensus.Timer;
import io.pyrsia.sim.fault.CrashPoint;
import io.pyrsia.sim.kernel.VirtualTime;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// One life of a node, from its start to its death: takes inputs one by one, and carries effects out in their order.
///
/// The thread of the run owns it. After its death it does nothing, whatever still happens to it.
final class Life {

    /// What waits for a process that is paused or writes; more than this is dropped, as sockets do.
    private static final int MAX_INBOX = 20_000;

    private static final long MICROS_PER_MILLI = 1_000;

    private final SimulatedNode node;
    private final VirtualTime time;
    private final Disk disk;
    private final Habits habits;
    private final Application application;
    private final ArrayDeque<Input> inbox = new ArrayDeque<>();
    private final ArrayDeque<Effect> outbox = new ArrayDeque<>();
    private final Map<Timer, Long> timers = new HashMap<>();
    private State state;
    private long timersSet;
    private boolean isAlive = true;
    private boolean isPumping;
    private boolean isSyncing;
    private long pausedUntilMicros;
    private @Nullable CrashPoint doom;

    Life(SimulatedNode node, VirtualTime time, Disk disk, Habits habits, Application application, State state) {
        this.node = node;
        this.time = time;
        this.disk = disk;
        this.habits = habits;
        this.application = application;
        this.state = state;
    }

    State state() {
        return state;
    }

    void die() {
        isAlive = false;
    }

    void doom(CrashPoint point) {
        doom = point;
    }

    void pause(long micros) {
        pausedUntilMicros = Math.max(pausedUntilMicros, time.nowMicros() + micros);
        time.after(pausedUntilMicros - time.nowMicros(), this::pump);
    }

    /// Forgets its doom, and goes on if it is paused.
    void heal() {
        doom = null;
        pausedUntilMicros = 0;
        pump();
    }

    void submit(Bytes transaction) {
        application.submit(transaction);
        offer(new Input.Pending(application.hasPending()));
    }

    void forgetTransactions() {
        application.forgetTransactions();
        offer(new Input.Pending(false));
    }

    void offer(Input input) {
        if (isAlive && inbox.size() < MAX_INBOX) {
            inbox.add(input);
            pump();
        }
    }

    /// Goes on as long as there is something to do and nothing to wait for.
    private void pump() {
        if (isPumping) {
            return;
        }
        isPumping = true;
        carryOut();
        while (canGoOn() && (outbox.isEmpty() || habits.takesInputsWhileWriting()) && !inbox.isEmpty()) {
            Step step = Consensus.step(state, inbox.remove());
            state = step.state();
            outbox.addAll(step.effects());
            carryOut();
        }
        isPumping = false;
    }

    private boolean canGoOn() {
        return isAlive && time.nowMicros() >= pausedUntilMicros;
    }

    private void carryOut() {
        while (canGoOn() && !isSyncing && !outbox.isEmpty()) {
            try {
                carryOut(outbox.remove());
            } catch (Disk.Full e) {
                node.crash(CrashPoint.NOW);
            }
        }
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Persist(List<Entry> entries, boolean sync) -> persist(entries, sync);
            case Effect.Send(NodeId to, Message message) -> send(List.of(to), message);
            case Effect.Broadcast(List<NodeId> to, Message message) -> send(to, message);
            case Effect.Check check -> check(check);
            case Effect.SetTimer(Timer timer, long delayMs) -> setTimer(timer, delayMs);
            case Effect.BuildPayload ask ->
                inbox.add(new Input.Payload(ask.epoch(), ask.view(), application.choose(ask.ancestors())));
            case Effect.Commit commit -> commit(commit);
            case Effect.Install(NodeId from, Snapshot snapshot) ->
                node.shared().wires().fetchState(node.number(), from, snapshot, bytes -> fetched(snapshot, bytes));
            case Effect.Reconfigure(Epoch epoch) -> node.epochBegins(epoch);
            case Effect.ServeChain(NodeId to, long fromHeight) -> {
                Message answer = ChainServer.answer(disk, fromHeight);
                if (answer != null) {
                    send(List.of(to), answer);
                }
            }
            case Effect.Score(NodeId peer, Fault fault) -> node.observer().blames(node.number(), peer, fault);
            case Effect.Report(Evidence evidence) -> node.observer().accuses(node.number(), evidence);
            case Effect.Halt(String reason) -> node.halts(reason);
        }
    }

    private void persist(List<Entry> entries, boolean sync) {
        if (sync && dies(CrashPoint.BEFORE_WRITE)) {
            return;
        }
        try {
            disk.write(entries, false);
        } catch (Disk.Full e) {
            if (node.shared().core().stopsWhenFull()) {
                throw e;
            }
        }
        if (!sync) {
            return;
        }
        isSyncing = true;
        int upTo = disk.size();
        long takes = habits.syncMicros() == 0 ? 0 : node.random().nextLong(2 * habits.syncMicros());
        if (doom == CrashPoint.DURING_WRITE) {
            time.after(takes / 2, () -> dies(CrashPoint.DURING_WRITE));
        }
        time.after(takes, () -> written(upTo));
    }

    private void written(int upTo) {
        if (!isAlive) {
            return;
        }
        disk.syncedUpTo(upTo);
        node.reportDurable();
        isSyncing = false;
        if (!dies(CrashPoint.AFTER_WRITE)) {
            pump();
        }
    }

    private boolean dies(CrashPoint here) {
        if (isAlive && doom == here) {
            node.crash(CrashPoint.NOW);
        }
        return !isAlive;
    }

    private void send(List<NodeId> to, Message message) {
        node.announce(message);
        Bytes encoded = MessageCodec.encode(message);
        int last = doom == CrashPoint.DURING_SEND ? to.size() / 2 : to.size();
        to.subList(0, last).forEach(each -> node.send(each, message, encoded));
        dies(CrashPoint.DURING_SEND);
    }

    private void check(Effect.Check check) {
        Input answer = new Input.Checked(
                check.from(), check.message(), node.shared().checker().all(check.checks()));
        if (habits.checkMicros() == 0) {
            inbox.add(answer);
        } else {
            time.after(node.random().nextLong(habits.checkMicros()), () -> offer(answer));
        }
    }

    private void setTimer(Timer timer, long delayMs) {
        long which = ++timersSet;
        timers.put(timer, which);
        time.after((long) (delayMs * MICROS_PER_MILLI / habits.clockRate()), () -> {
            if (timers.remove(timer, which)) {
                offer(new Input.TimerFired(timer));
            }
        });
    }

    private void commit(Effect.Commit commit) {
        Block block = commit.block();
        Input.Applied applied = application.apply(commit);
        node.note("commits %s with %d transactions", block, block.transactions().size());
        node.observer().commits(node.number(), block, applied.block());
        inbox.add(applied);
        inbox.add(new Input.Pending(application.hasPending()));
    }

    private void fetched(Snapshot snapshot, @Nullable Bytes bytes) {
        if (!isAlive) {
            return;
        }
        try {
            Input.Installed installed =
                    bytes == null ? new Input.Installed(null) : application.install(snapshot, bytes);
            if (installed.snapshot() != null) {
                node.note("installs the state at height %d", snapshot.base().height());
                node.observer().installs(node.number(), snapshot);
            }
            offer(installed);
        } catch (Disk.Full e) {
            node.crash(CrashPoint.NOW);
        }
    }
}
