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
import java.util.List;
import java.util.Queue;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Carries out the effects of steps: what stays on this machine at once, what leaves it when [#flush] has made
/// durable all that was written before. Owned by the replica's thread.
final class Hands {

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
    /// Whether blocks were executed that are not durable here yet.
    private boolean unsettled;

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
        unsettled = true;
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
        outgoing.forEach(this::send);
        outgoing.clear();
        news.publish();
    }

    /// Makes durable what was executed, when there is nothing else to do: nothing rests on it, because a quorum has
    /// the block and its votes on disk; most times the next vote's sync has done it by then.
    void settle() {
        if (unsettled) {
            sync();
        }
    }

    private void sync() {
        store.write(List.of(), true);
        counters.writes++;
        sync = false;
        unsettled = false;
    }

    /// Transactions need nothing written before they leave.
    void gossip(List<NodeId> to, NodeId self, Bytes frame) {
        boolean reaches = false;
        for (NodeId peer : to) {
            if (!peer.equals(self)) {
                counters.framesLost += network.send(peer, frame) ? 0 : 1;
                reaches |= network.isConnected(peer);
            }
        }
        if (!reaches && !to.isEmpty()) {
            // Whoever this node follows passes them on.
            network.ask(to.getFirst(), frame);
        }
    }

    private void send(Outgoing message) {
        Bytes frame = Frame.encode(message.message());
        if (message.message() instanceof Message.Proposal(Block block)) {
            counters.proposed(block, clock.nanos());
        }
        for (NodeId to : message.to()) {
            boolean queued =
                    message.message() instanceof Message.FetchChain ? network.ask(to, frame) : network.send(to, frame);
            counters.messagesSent++;
            counters.bytesSent += frame.size();
            counters.framesLost += queued ? 0 : 1;
        }
    }
}
