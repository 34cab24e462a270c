package io.pyrsia.server.ledger;

import io.pyrsia.base.Malformed;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Genesis;
import io.pyrsia.consensus.Rescue;
import io.pyrsia.consensus.StateMachine;
import io.pyrsia.ledger.Applied;
import io.pyrsia.ledger.Checked;
import io.pyrsia.ledger.Ledger;
import io.pyrsia.ledger.state.State;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.server.consensus.ApplicationRows;
import io.pyrsia.server.ledger.StateRows.RowChanges;
import io.pyrsia.server.log.LogWriter;
import io.pyrsia.server.log.StoredLog;
import io.pyrsia.server.recovery.RecoveryDocument;
import io.pyrsia.server.recovery.RecoveryJson;
import io.pyrsia.server.search.IndexBuilder;
import io.pyrsia.server.search.IndexWriter;
import io.pyrsia.server.sync.SnapshotChunks;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Database;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// The ledger as the state machine that consensus replicates: a block's rows of state, log and index are stored in
/// one batch with the block.
///
/// The replica's thread owns it. What it did waits in `done` until the replica says that it can be read.
final class LedgerMachine implements StateMachine {

    private final Database database;
    private final GenesisDocument genesis;
    private final CheckedTransactions checked;
    private final StateRows rows;
    private final SnapshotChunks snapshots;
    private State state;
    private LogWriter log;
    private final Queue<Executed> done = new ArrayDeque<>();

    /// Opens the state that the store has, or writes the first one.
    LedgerMachine(Database database, GenesisDocument genesis, CheckedTransactions checked) {
        this.database = database;
        this.genesis = genesis;
        this.checked = checked;
        this.rows = new StateRows(database);
        this.snapshots = new SnapshotChunks(database);
        State stored = rows.read();
        State now = stored == null ? begin() : stored;
        if (!now.network().equals(genesis.networkId())) {
            throw new IllegalStateException(
                    "the store belongs to the network " + now.network() + ", not to " + genesis.networkId());
        }
        this.state = now;
        new IndexBuilder(database).catchUp();
        this.log = new LogWriter(new StoredLog(database), now.log());
        rows.clean();
    }

    private State begin() {
        Applied begun = Ledger.begin(genesis.ledger());
        Batch batch = new Batch();
        RowChanges changes = (column, key, value) -> {
            if (value != null) {
                batch.put(column, key, value);
            }
        };
        rows.write(null, begun.state(), changes);
        new LogWriter(new StoredLog(database), io.pyrsia.log.Edge.EMPTY)
                .write(changes.sink(), begun.log(), begun.encodedEntries());
        IndexWriter.append(changes.sink(), 0, begun.entries());
        database.commit(batch);
        return begun.state();
    }

    @Override
    public long initialize(Genesis consensus) {
        return state.height();
    }

    State state() {
        return state;
    }

    /// What the next block that can be read now did; blocks that were applied again at start are not among them.
    @Nullable
    Executed takeDone() {
        return done.poll();
    }

    @Override
    public Outcome apply(Block block) {
        boolean isRecovery = Rescue.is(block);
        State before = state;
        List<Bytes> transactions = isRecovery ? List.of() : transactions(block);
        List<Checked> judged = checked.check(transactions);
        long time = AgreedTime.of(block).orElse(before.timeMs());
        Applied applied = isRecovery
                ? recovered(block)
                : Ledger.apply(before, new io.pyrsia.ledger.Block(block.height(), time, block.digest(), judged));
        state = applied.state();
        List<Entry.Write> writes = new ArrayList<>();
        RowChanges changes = collector(writes);
        rows.write(before, state, changes);
        if (!applied.entries().isEmpty()) {
            log.write(changes.sink(), applied.log(), applied.encodedEntries());
            IndexWriter.append(changes.sink(), before.log().size(), applied.entries());
        }
        checked.forget(transactions);
        done.add(new Executed(before, state, applied.encodedEntries(), results(judged, applied), isRecovery));
        return new Outcome(
                Bytes32.wrap(state.root()),
                GenesisDocument.consensusSet(state.authorities().nodes()),
                writes);
    }

    /// Carries out the document that the block is made of; it must be about this very state.
    private Applied recovered(Block block) {
        try {
            RecoveryDocument document = RecoveryJson.read(block.transactions().getFirst());
            if (!document.stateRoot().equals(state.root())) {
                throw new IllegalStateException("the recovery " + document.digest() + " goes on from the state "
                        + document.stateRoot() + ", this node has " + state.root());
            }
            Applied applied = Ledger.recover(state, document.ledger(), block.digest());
            if (!applied.outcomes().getFirst().isAccepted()) {
                throw new IllegalStateException("the recovery " + document.digest() + " cannot be carried out: "
                        + applied.outcomes().getFirst());
            }
            return applied;
        } catch (Malformed e) {
            throw new IllegalStateException("an accepted recovery cannot be read: " + e.reason(), e);
        }
    }

    private static RowChanges collector(List<Entry.Write> writes) {
        return (column, key, value) -> writes.add(new Entry.Write(ApplicationRows.key(column, key), value));
    }

    /// The block's transactions without its time.
    private static List<Bytes> transactions(Block block) {
        List<Bytes> all = block.transactions();
        return AgreedTime.of(block).isPresent() ? all.subList(1, all.size()) : all;
    }

    private static List<TransactionResult> results(List<Checked> judged, Applied applied) {
        State after = applied.state();
        long first = after.log().size() - applied.entries().size();
        List<TransactionResult> results = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < judged.size(); i++) {
            int end = applied.entriesAfter().get(i);
            if (judged.get(i) instanceof Checked.Sound sound) {
                results.add(result(sound.id(), applied.outcomes().get(i), after, first + before, end - before));
            }
            before = end;
        }
        return results;
    }

    private static TransactionResult result(
            Id id, io.pyrsia.ledger.Outcome outcome, State after, long from, int count) {
        return switch (outcome) {
            case io.pyrsia.ledger.Outcome.Accepted ignored ->
                new TransactionResult.Accepted(id, after.height(), after.timeMs(), from, count);
            case io.pyrsia.ledger.Outcome.Rejected rejected ->
                new TransactionResult.Rejected(id, after.height(), rejected.reason());
        };
    }

    @Override
    public Bytes query(Bytes request) {
        return state.root();
    }

    @Override
    public Bytes takeSnapshot() {
        return snapshots.take(state);
    }

    @Override
    public List<Entry.Write> install(long height, Bytes32 root, Bytes manifest) throws Malformed {
        State installed = snapshots.read(height, root, manifest);
        if (installed.height() != height) {
            throw new Malformed("a state of height " + installed.height() + ", not " + height);
        }
        List<Entry.Write> writes = new ArrayList<>();
        rows.replace(installed, collector(writes));
        state = installed;
        log = new LogWriter(new StoredLog(database), installed.log());
        done.clear();
        return writes;
    }
}
