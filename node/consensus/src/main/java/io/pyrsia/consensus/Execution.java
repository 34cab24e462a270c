package io.pyrsia.consensus;

import io.pyrsia.base.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Runs the application beside the agreement: applies final blocks, stores each with what it gave in one batch, takes
/// snapshots and prunes. The runtime's thread owns it.
///
/// A snapshot is written when a final block names its root, and only then is anything pruned: what a node stores is
/// always something that a joiner can trust.
public final class Execution {

    /// A snapshot that no final block vouches for yet.
    private record Awaited(Header base, AppliedBlock applied, Bytes state) {}

    private final Genesis genesis;
    private final DurableStore store;
    private final StateMachine machine;
    private final long snapshotInterval;
    private @Nullable AppliedBlock last;
    private AuthoritySet authorities;
    private @Nullable Awaited awaited;

    /// @param snapshotInterval heights between snapshots, a multiple of [Limits#CHECKPOINT_INTERVAL]; 0 for none
    public Execution(Genesis genesis, DurableStore store, StateMachine machine, long snapshotInterval) {
        if (snapshotInterval < 0 || snapshotInterval % Limits.CHECKPOINT_INTERVAL != 0) {
            throw new IllegalArgumentException("snapshots are taken at checkpoints only");
        }
        this.genesis = genesis;
        this.store = store;
        this.machine = machine;
        this.snapshotInterval = snapshotInterval;
        authorities = genesis.authorities();
    }

    /// Brings the application to where the store stands, with the snapshot where blocks are pruned.
    public void start(Recovered recovered) {
        last = recovered.applied();
        long target = last == null ? 0 : last.height();
        for (SealProof seal : recovered.seals()) {
            Seal end = seal.header().seal();
            authorities = end != null && seal.header().height() <= target ? end.next() : authorities;
        }
        long height = machine.initialize(genesis);
        if (height > target) {
            throw new DamagedStore("the application stands at height " + height + ", the agreement at " + target);
        }
        while (height < target) {
            height = forward(height + 1);
        }
    }

    private long forward(long height) {
        Entry.Committed committed = store.committed(height);
        if (committed == null) {
            return installStored(height);
        }
        StateMachine.Outcome outcome = machine.apply(committed.block());
        if (!outcome.root().equals(committed.applied().stateRoot())) {
            throw new DamagedStore("applying block " + height + " again gives another state than before");
        }
        return height;
    }

    private long installStored(long height) {
        StoredSnapshot stored = store.snapshot();
        if (stored == null || stored.base().height() < height) {
            throw new DamagedStore("the block of height " + height + " is missing");
        }
        try {
            machine.install(stored.base().height(), stored.applied().stateRoot(), stored.state());
        } catch (Malformed e) {
            throw new DamagedStore("the stored snapshot is damaged: " + e.reason());
        }
        return stored.base().height();
    }

    /// Carries out [Effect.Commit]: one batch holds the block, its proof, the root, and the application's writes.
    public Input.Applied apply(Effect.Commit commit) {
        Block block = commit.block();
        StateMachine.Outcome outcome = machine.apply(block);
        Seal seal = block.seal();
        authorities = seal == null ? authorities : seal.next();
        AppliedBlock applied = new AppliedBlock(
                block.height(), block.digest(), outcome.root(), change(block.height(), outcome.next()));
        List<Entry> batch = new ArrayList<>();
        batch.add(new Entry.Committed(block, commit.proof(), applied));
        batch.addAll(outcome.writes());
        last = applied;
        Awaited vouched = vouchedBy(block.header());
        if (vouched != null) {
            batch.add(new Entry.Taken(vouched.base(), vouched.applied(), vouched.state()));
        }
        store.write(batch, vouched != null);
        if (vouched != null) {
            store.prune(vouched.base().height());
        }
        if (awaited == null && snapshotInterval > 0 && block.height() % snapshotInterval == 0) {
            awaited = new Awaited(block.header(), applied, machine.takeSnapshot());
        }
        return new Input.Applied(applied);
    }

    /// The snapshot whose root the chain has now reached; one that it has passed by is given up.
    private @Nullable Awaited vouchedBy(Header header) {
        Awaited waiting = awaited;
        if (waiting == null || header.executedHeight() < waiting.base().height()) {
            return null;
        }
        awaited = null;
        return header.executedHeight() == waiting.base().height() ? waiting : null;
    }

    /// A change keeps the height at which it was first wanted, for as long as the application wants the same.
    private @Nullable Change change(long height, @Nullable AuthoritySet next) {
        if (next == null || next.equals(authorities)) {
            return null;
        }
        Change before = last == null ? null : last.change();
        return before != null && before.next().equals(next) ? before : new Change(next, height);
    }

    /// Carries out [Effect.Install] once the state's bytes are here; a state that is not the one named changes nothing.
    public Input.Installed install(Snapshot snapshot, Bytes state) {
        Header base = snapshot.base();
        if (last != null && base.height() <= last.height()) {
            return new Input.Installed(null);
        }
        List<Entry> batch = new ArrayList<>();
        try {
            batch.addAll(machine.install(base.height(), snapshot.stateRoot(), state));
        } catch (Malformed e) {
            return new Input.Installed(null);
        }
        last = new AppliedBlock(base.height(), base.digest(), snapshot.stateRoot(), snapshot.change());
        for (SealProof seal : snapshot.seals()) {
            Seal end = seal.header().seal();
            authorities = end != null && seal.header().height() <= base.height() ? end.next() : authorities;
        }
        Seal own = base.seal();
        authorities = own == null ? authorities : own.next();
        awaited = null;
        batch.add(new Entry.Installed(snapshot, state));
        store.write(batch, true);
        return new Input.Installed(snapshot);
    }
}
