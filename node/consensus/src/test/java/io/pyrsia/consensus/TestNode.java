package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// One node of a [TestNetwork]: a core, a store, the application, and a pool; it can crash and come back.
final class TestNode {

    final int number;
    final List<Block> committed = new ArrayList<>();
    final List<Evidence> evidence = new ArrayList<>();
    final List<String> halts = new ArrayList<>();
    final List<Vote> sent = new ArrayList<>();
    private final TestNetwork network;
    private final Set<Bytes> pool = new LinkedHashSet<>();
    MemoryStore store = new MemoryStore();
    Register register = new Register();

    @Nullable
    State state;

    private @Nullable Execution execution;
    private int lives;

    TestNode(TestNetwork network, int number) {
        this.network = network;
        this.number = number;
        store.write(List.of(new Entry.Birth(TestKeys.node(number), 0)), true);
    }

    State state() {
        if (state == null) {
            throw new IllegalStateException("node " + number + " is down");
        }
        return state;
    }

    boolean isUp() {
        return state != null;
    }

    int life() {
        return lives;
    }

    void start() {
        lives++;
        register = new Register();
        Recovered recovered = store.recover();
        execution = new Execution(network.genesis, store, register, network.snapshotInterval);
        execution.start(recovered);
        state = State.start(network.genesis, network.config, TestKeys.signer(number), recovered, network.rules);
        step(new Input.Started());
        step(new Input.Pending(!pool.isEmpty()));
    }

    /// Loses what was not synced.
    void crash() {
        state = null;
        store = store.crash(0);
    }

    void submit(Bytes transaction) {
        pool.add(transaction);
        step(new Input.Pending(true));
    }

    void step(Input first) {
        Queue<Input> inputs = new ArrayDeque<>(List.of(first));
        while (!inputs.isEmpty() && state != null) {
            Step step = Consensus.step(state, inputs.remove());
            state = step.state();
            step.effects().forEach(effect -> carryOut(effect, inputs));
        }
    }

    private void carryOut(Effect effect, Queue<Input> inputs) {
        switch (effect) {
            case Effect.Persist(List<Entry> entries, boolean sync) -> store.write(entries, sync);
            case Effect.Send(var to, Message message) -> send(to, message);
            case Effect.Broadcast(var to, Message message) -> to.forEach(each -> send(each, message));
            case Effect.Check(var from, Message message, var checks) ->
                inputs.add(new Input.Checked(from, message, TestKeys.CHECKER.all(checks)));
            case Effect.SetTimer(Timer timer, long delayMs) -> network.later(this, delayMs, timer);
            case Effect.BuildPayload(long epoch, long view, List<Block> ancestors) ->
                inputs.add(new Input.Payload(epoch, view, choose(ancestors)));
            case Effect.Commit commit -> {
                committed.add(commit.block());
                commit.block().transactions().forEach(pool::remove);
                inputs.add(execution().apply(commit));
                inputs.add(new Input.Pending(!pool.isEmpty()));
            }
            case Effect.Install(var from, Snapshot snapshot) -> {
                Bytes bytes = network.state(from, snapshot.base().height());
                inputs.add(
                        bytes == null ? new Input.Installed(null) : execution().install(snapshot, bytes));
            }
            case Effect.Reconfigure(Epoch epoch) -> {}
            case Effect.ServeChain(var to, long fromHeight) -> {
                Message answer = ChainServer.answer(store, fromHeight);
                if (answer != null) {
                    send(to, answer);
                }
            }
            case Effect.Score score -> network.scores++;
            case Effect.Report(Evidence pair) -> evidence.add(pair);
            case Effect.Halt(String reason) -> halts.add(reason);
        }
    }

    private Execution execution() {
        if (execution == null) {
            throw new IllegalStateException("node " + number + " was not started");
        }
        return execution;
    }

    private void send(NodeId to, Message message) {
        if (message instanceof Message.Ballot(Vote vote)) {
            sent.add(vote);
        }
        network.send(this, to, message);
    }

    private List<Bytes> choose(List<Block> ancestors) {
        List<Bytes> chosen = new ArrayList<>(pool);
        ancestors.forEach(block -> chosen.removeAll(block.transactions()));
        return chosen.subList(0, Math.min(chosen.size(), network.transactionsPerBlock));
    }
}
