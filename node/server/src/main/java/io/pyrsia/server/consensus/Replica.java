package io.pyrsia.server.consensus;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Consensus;
import io.pyrsia.consensus.DamagedStore;
import io.pyrsia.consensus.DurableStore;
import io.pyrsia.consensus.Effect;
import io.pyrsia.consensus.Execution;
import io.pyrsia.consensus.Fault;
import io.pyrsia.consensus.Input;
import io.pyrsia.consensus.Kind;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.Recovered;
import io.pyrsia.consensus.Signer;
import io.pyrsia.consensus.Snapshot;
import io.pyrsia.consensus.State;
import io.pyrsia.consensus.Step;
import io.pyrsia.consensus.Timer;
import io.pyrsia.consensus.Vote;
import io.pyrsia.server.consensus.TransactionPool.Source;
import io.pyrsia.storage.StorageFailure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// One node's consensus at work: its thread owns the state, steps it, and carries out what each step asks for.
///
/// What a step writes is durable before anything that it sends leaves; steps that came together share one synced
/// batch.
public final class Replica implements AutoCloseable {

    /// Steps that share a batch at most.
    private static final int MAX_STEPS_A_BATCH = 512;

    private final NodeId self;
    private final DurableStore store;
    private final Network network;
    private final Gate gate;
    private final Wanted wanted = new Wanted();
    private final ReplicaListener listener;
    private final Inbox inbox = new Inbox();
    private final TransactionPool pool = new TransactionPool();
    private final AtomicBoolean poolSignalled = new AtomicBoolean();
    private final SignatureWorkers signatures;
    private final Counters counters = new Counters();
    private final Clock clock;
    private final Hands hands;
    private final Thread thread;
    /// Owned by the replica's thread, like the counters and the hands.
    private State state;
    /// Set by the replica's thread when it ends.
    private final CompletableFuture<ReplicaStatus> ended = new CompletableFuture<>();

    private Replica(
            ReplicaSettings settings,
            Clock clock,
            DurableStore store,
            Network network,
            Application application,
            ReplicaListener listener) {
        Recovered recovered = store.recover();
        Signer signer = settings.signer();
        this.self = signer == null ? new NodeId(Bytes.wrap(new byte[NodeId.BYTES])) : signer.id();
        this.store = store;
        this.listener = listener;
        this.clock = clock;
        this.network = network;
        this.gate = application.gate();
        this.signatures = new SignatureWorkers(settings.signatureThreads(), inbox);
        Execution execution =
                new Execution(settings.genesis(), store, application.machine(), settings.snapshotInterval());
        execution.start(recovered);
        this.hands = new Hands(
                store, network, inbox, signatures, execution, pool, application, wanted, listener, counters, clock);
        this.state = State.start(settings.genesis(), settings.config(), signer, recovered);
        this.thread = Thread.ofPlatform().name("consensus").daemon().unstarted(this::run);
    }

    /// Recovers from the store, connects to the authorities, and takes part.
    public static Replica start(
            ReplicaSettings settings,
            Clock clock,
            DurableStore store,
            Network network,
            Application application,
            ReplicaListener listener) {
        Replica replica = new Replica(settings, clock, store, network, application, listener);
        network.connect(replica.state.epoch().authorities().members());
        network.start(replica::receive);
        replica.thread.start();
        return replica;
    }

    /// Takes transactions in and passes them on to all authorities; how many were taken, from the first on.
    public int submit(List<Bytes> transactions) {
        int taken = 0;
        while (taken < transactions.size()) {
            TransactionPool.Verdict verdict = pool.add(new Source.Own(), transactions.get(taken));
            if (verdict != TransactionPool.Verdict.ADDED && verdict != TransactionPool.Verdict.KNOWN) {
                break;
            }
            taken++;
        }
        if (taken > 0) {
            poolFilled();
            inbox.add(new Work.Gossip(Frame.encode(transactions.subList(0, taken))));
        }
        return taken;
    }

    /// Where the replica stands, by its own thread; when it has ended, where it stood at the end.
    public CompletableFuture<ReplicaStatus> status() {
        CompletableFuture<ReplicaStatus> answer = new CompletableFuture<>();
        inbox.add(new Work.Inspect(answer));
        return answer.applyToEither(ended, status -> status);
    }

    private void receive(NodeId from, Bytes bytes) throws InterruptedException {
        try {
            switch (Frame.decode(bytes)) {
                case Frame.Consensus(Message message) -> {
                    if (isWelcome(from, message)) {
                        inbox.addFrom(from, new Work.Step(new Input.Received(from, message)), bytes.size());
                    }
                }
                case Frame.Transactions(List<Bytes> transactions) -> receive(from, transactions);
                case Frame.Told(Bytes note) -> listener.told(from, note);
                case Frame.Subscribe(boolean on) -> network.subscribe(from, on);
            }
        } catch (Malformed e) {
            inbox.addFrom(from, new Work.Step(new Input.Undecodable(from)), bytes.size());
        }
    }

    /// A guest only asks, or says that it is ready to become an authority; a proposal is looked at by the
    /// application first.
    private boolean isWelcome(NodeId from, Message message) {
        return switch (message) {
            case Message.Proposal(Block block) ->
                network.isPartner(from) && (wanted.contains(block.digest()) || gate.mayVoteFor(block));
            case Message.Ballot(Vote vote) ->
                network.isPartner(from) || vote.statement().kind() == Kind.READY;
            case Message.Certified certified -> network.isPartner(from);
            case Message.FetchBlock fetch -> network.isPartner(from);
            case Message.FetchCertificates fetch -> network.isPartner(from);
            case Message.FetchChain fetch -> true;
            case Message.Chain chain -> network.isPartner(from);
            case Message.Offer offer -> network.isPartner(from);
        };
    }

    /// Transactions from a partner were sent to every authority; a guest's are passed on.
    private void receive(NodeId from, List<Bytes> transactions) {
        List<Bytes> added = new ArrayList<>();
        Source source = network.isPartner(from) ? new Source.Partner(from) : new Source.Guests();
        for (Bytes transaction : transactions) {
            if (gate.admits(transaction) && pool.add(source, transaction) == TransactionPool.Verdict.ADDED) {
                added.add(transaction);
            }
        }
        if (!added.isEmpty()) {
            poolFilled();
            if (!network.isPartner(from)) {
                inbox.add(new Work.Gossip(Frame.encode(added)));
            }
        }
    }

    private void poolFilled() {
        if (poolSignalled.compareAndSet(false, true)) {
            inbox.add(new Work.PoolFilled());
        }
    }

    private void run() {
        String reason = "";
        try {
            step(new Input.Started());
            hands.flush();
            while (hands.halted == null && !Thread.currentThread().isInterrupted()) {
                work(next());
                hands.flush();
            }
            reason = hands.halted == null ? "" : hands.halted;
        } catch (InterruptedException e) {
            reason = "";
        } catch (StorageFailure | DamagedStore e) {
            reason = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            reason = "consensus failed: " + e;
        } finally {
            inbox.close();
            ended.complete(describe());
        }
        if (!reason.isEmpty()) {
            listener.halted(reason);
        }
    }

    /// Waits for work; one that waits for nothing else checks signatures meanwhile.
    private @Nullable Work next() throws InterruptedException {
        Work next = inbox.take(0);
        if (next != null) {
            return next;
        }
        Effect.Check check = signatures.poll();
        if (check != null) {
            // What was overtaken while it waited is dropped by consensus itself.
            boolean passes = !Consensus.isOfUse(state, check.message()) || signatures.all(check.checks());
            return new Work.Step(new Input.Checked(check.from(), check.message(), passes));
        }
        hands.settle();
        return inbox.take(hands.timers.nanosToNext());
    }

    /// Does one piece of work and all that is there by then, up to the limit.
    private void work(@Nullable Work first) throws InterruptedException {
        Work work = first;
        for (int steps = 0; steps < MAX_STEPS_A_BATCH && hands.halted == null; steps++) {
            fireTimers();
            if (work == null) {
                return;
            }
            perform(work);
            work = inbox.take(0);
        }
        if (work != null) {
            perform(work);
        }
    }

    private void fireTimers() {
        Timer due = hands.timers.due();
        while (due != null) {
            step(new Input.TimerFired(due));
            due = hands.timers.due();
        }
    }

    private void perform(Work work) throws InterruptedException {
        switch (work) {
            case Work.Step(Input input) -> {
                count(input);
                step(input);
            }
            case Work.Install(Snapshot snapshot, @Nullable Bytes bytes) -> step(hands.install(snapshot, bytes));
            case Work.PoolFilled filled -> {
                poolSignalled.set(false);
                step(new Input.Pending(!pool.isEmpty()));
            }
            case Work.Gossip(Bytes frame) ->
                hands.gossip(state.epoch().authorities().members(), self, frame);
            case Work.Inspect(var answer) -> answer.complete(describe());
            case Work.Stop stop -> throw new InterruptedException();
        }
    }

    private void count(Input input) {
        if (input instanceof Input.Received(NodeId from, Message message)) {
            switch (message) {
                case Message.Ballot ballot -> counters.saw(from);
                case Message.Proposal(var block) -> counters.proposed(block, clock.nanos());
                default -> {}
            }
        }
    }

    /// Steps consensus, and again for every answer that was there at once.
    private void step(Input input) {
        Input next = input;
        while (next != null) {
            long before = state.finalView();
            Step step = Consensus.step(state, next);
            counters.steps++;
            state = step.state();
            for (Effect effect : step.effects()) {
                hands.carryOut(effect);
            }
            if (state.finalView() > before) {
                counters.countMissing(state, self, state.finalView());
            }
            next = hands.answers.poll();
        }
    }

    private ReplicaStatus describe() {
        Map<Fault, Long> faults = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            faults.put(fault, state.faults(fault));
        }
        return counters.describe(state, pool.size(), inbox.waiting(), faults);
    }

    /// Stops taking part; what was written stays, and the store and the network are the caller's to close.
    @Override
    public void close() {
        inbox.add(new Work.Stop());
        try {
            thread.join();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        signatures.close();
        store.close();
    }
}
