package io.pyrsia.server.consensus;

import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Change;
import io.pyrsia.consensus.Effect;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Input;
import io.pyrsia.consensus.StateMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs the state machine on a thread of its own, block after block, so that a slow block delays no vote.
///
/// What waits is bounded by the blocks that consensus hands out before they are applied.
final class Application implements AutoCloseable {

    /// Blocks between two snapshots; a multiple of the interval at which consensus can prove one.
    static final int SNAPSHOT_INTERVAL = 4_096;

    /// Hears of each block as soon as it is final and executed.
    @FunctionalInterface
    interface Listener {
        void applied(Block block, AppliedBlock applied);
    }

    private final StateMachine machine;
    private final Inbox inbox;
    private final Listener listener;
    private final Consumer<RuntimeException> failed;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("application").daemon().factory());
    /// The change that was pending after the last block; owned by the application's thread.
    private @Nullable Change change;

    Application(
            StateMachine machine,
            Inbox inbox,
            @Nullable Change change,
            Listener listener,
            Consumer<RuntimeException> failed) {
        this.machine = machine;
        this.inbox = inbox;
        this.change = change;
        this.listener = listener;
        this.failed = failed;
    }

    void execute(Effect.Commit commit) {
        thread.execute(() -> {
            try {
                apply(commit);
            } catch (RuntimeException e) {
                failed.accept(e);
            }
        });
    }

    private void apply(Effect.Commit commit) {
        Block block = commit.block();
        StateMachine.Outcome outcome = machine.apply(block);
        change = changeAfter(change, outcome.next(), block.height());
        AppliedBlock applied = new AppliedBlock(block.height(), block.digest(), outcome.root(), change);
        List<Entry> entries = new ArrayList<>(outcome.writes().size() + 2);
        entries.add(new Entry.Committed(block, commit.proof(), applied));
        entries.addAll(outcome.writes());
        if (block.height() % SNAPSHOT_INTERVAL == 0) {
            entries.add(new Entry.Taken(block.header(), applied, machine.takeSnapshot()));
        }
        inbox.add(new Work.Executed(entries, new Input.Applied(applied)));
        listener.applied(block, applied);
    }

    /// A change keeps the height at which it was first wanted.
    static @Nullable Change changeAfter(@Nullable Change before, @Nullable AuthoritySet next, long height) {
        if (next == null) {
            return null;
        }
        return before != null && before.next().equals(next) ? before : new Change(next, height);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
