package io.pyrsia.server.consensus;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.ChainServer;
import io.pyrsia.consensus.DurableStore;
import io.pyrsia.consensus.Effect;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Evidence;
import io.pyrsia.consensus.Execution;
import io.pyrsia.consensus.Fault;
import io.pyrsia.consensus.Input;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.Snapshot;
import io.pyrsia.consensus.Timer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Carries out the effects of steps: what stays on this machine at once, what leaves it when [#flush] has made
/// durable all that was written before. Owned by the replica's thread.
final class Hands {

    /// How long blocks wait for a vote's sync to become durable by.
    private static final long SETTLE_NANOS = 20_000_000;

    private record Outgoing(List<NodeId> to, Message message) {}

    private record Executed(Block block, AppliedBlock applied) {}

    private final DurableStore store;
    private final Network network;
    private final Inbox inbox;
    private final SignatureWorkers signatures;
    private final Execution execution;
    private final TransactionPool pool;
    private final Application application;
    private final Wanted wanted;
    private final ReplicaListener listener;
    private final Counters counters;
    private final Clock clock;
    final Timers timers;

    /// Whether something was written that must be durable before anything is sent.
    private boolean sync;

    /// Sent at the next flush.
    private final List<Outgoing> outgoing = new ArrayList<>();
    /// When blocks that were executed and are not durable here yet shall be; nothing while there are none.
    private OptionalLong settleAt = OptionalLong.empty();

    /// Blocks that the listener hears of at the next flush.
    private final List<Executed> executed = new ArrayList<>();
    /// What followers are sent at the next flush.
    private final News news;
    /// What consensus is told before anything else.
    final Queue<Input> answers = new ArrayDeque<>();
    /// Why the replica must stop.
    @Nullable
    String halted;

    Hands(
            DurableStore store,
            Network network,
            Inbox inbox,
            SignatureWorkers signatures,
            Execution execution,
            TransactionPool pool,
            Application application,
            Wanted wanted,
            ReplicaListener listener,
            Counters counters,
            Clock clock) {
        this.store = store;
        this.network = network;
        this.inbox = inbox;
        this.signatures = signatures;
        this.execution = execution;
        this.pool = pool;
        this.application = application;
        this.wanted = wanted;
        this.news = new News(network);
        this.listener = listener;
        this.counters = counters;
        this.clock = clock;
        this.timers = new Timers(clock);
    }

    void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Persist(List<Entry> batch, boolean mustSync) -> {
                store.write(batch, false);
                sync |= mustSync;
            }
            case Effect.Send(NodeId to, Message message) -> {
                if (message instanceof Message.FetchBlock fetch) {
                    wanted.add(fetch.digest());
                }
                outgoing.add(new Outgoing(List.of(to), message));
            }
            case Effect.Broadcast(List<NodeId> to, Message message) -> outgoing.add(new Outgoing(to, message));
            case Effect.Check check -> check(check);
            case Effect.SetTimer(Timer timer, long delayMs) -> timers.set(timer, delayMs);
            case Effect.BuildPayload(long epoch, long view, List<Block> ancestors) ->
                answers.add(new Input.Payload(
                        epoch, view, pool.take(ancestors, application.gate().opening())));
            case Effect.Commit commit -> commit(commit);
            case Effect.Install(NodeId from, Snapshot snapshot) ->
                application.fetcher().fetch(from, snapshot, state -> inbox.add(new Work.Install(snapshot, state)));
            case Effect.Reconfigure(var epoch) ->
                network.connect(epoch.authorities().members());
            case Effect.ServeChain(NodeId to, long fromHeight) -> serve(to, fromHeight);
            case Effect.Score(NodeId peer, Fault fault) -> network.penalise(peer);
            case Effect.Report(Evidence evidence) -> listener.convicted(evidence);
            case Effect.Halt(String reason) -> halted = reason;
        }
    }

    /// Takes over a state that has come, or says that none has.
    Input install(Snapshot snapshot, @Nullable Bytes state) {
        Input.Installed installed = state == null ? new Input.Installed(null) : execution.install(snapshot, state);
        if (installed.snapshot() != null) {
            news.clear();
            listener.installed(snapshot);
        }
        return installed;
    }

    private void check(Effect.Check check) {
        if (check.checks().isEmpty()) {
            answers.add(new Input.Checked(check.from(), check.message(), true));
            return;
        }
        signatures.submit(check);
    }

    private void commit(Effect.Commit commit) {
        counters.committed(commit.block(), clock.nanos());
        pool.commit(commit.block().transactions());
        Input.Applied applied = execution.apply(commit);
        executed.add(new Executed(commit.block(), applied.block()));
        news.add(commit);
        if (settleAt.isEmpty()) {
            settleAt = OptionalLong.of(clock.nanos() + SETTLE_NANOS);
        }
        answers.add(applied);
        answers.add(new Input.Pending(!pool.isEmpty()));
    }

    private void serve(NodeId to, long fromHeight) {
        Message answer = ChainServer.answer(store, fromHeight);
        if (answer != null) {
            outgoing.add(new Outgoing(List.of(to), answer));
        }
    }

    /// Makes what was written durable if anything sent now rests on it, says what was executed, and lets messages out.
    void flush() {
        if (sync) {
            sync();
        }
        executed.forEach(block -> listener.applied(block.block(), block.applied()));
        executed.clear();
        send();
        news.publish();
    }

    /// Makes durable what was executed, if no vote has done it meanwhile: nothing rests on it, because a quorum has
    /// the block and its votes on disk, and a sync at once would delay the votes of the next block.
    void settle() {
        if (settleAt.isPresent() && settleAt.getAsLong() - clock.nanos() <= 0) {
            sync();
        }
    }

    /// How long the thread may wait for work.
    long nanosToNext() {
        long next = timers.nanosToNext();
        return settleAt.isPresent() ? Math.min(next, settleAt.getAsLong() - clock.nanos()) : next;
    }

    private void sync() {
        signatures.away(true);
        store.write(List.of(), true);
        signatures.away(false);
        counters.writes++;
        sync = false;
        settleAt = OptionalLong.empty();
    }

    /// Each peer gets what is for it in one piece.
    private void send() {
        Map<NodeId, List<Bytes>> frames = new LinkedHashMap<>();
        for (Outgoing message : outgoing) {
            Bytes frame = Frame.encode(message.message());
            if (message.message() instanceof Message.Proposal(Block block)) {
                counters.proposed(block, clock.nanos());
            }
            for (NodeId to : message.to()) {
                counters.messagesSent++;
                counters.bytesSent += frame.size();
                if (message.message() instanceof Message.FetchChain) {
                    counters.framesLost.addAndGet(network.ask(to, frame) ? 0 : 1);
                } else {
                    frames.computeIfAbsent(to, any -> new ArrayList<>()).add(frame);
                }
            }
        }
        outgoing.clear();
        frames.forEach((to, some) -> counters.framesLost.addAndGet(network.send(to, some) ? 0 : some.size()));
    }
}
