package io.pyrsia.server.consensus;

import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.DurableStore;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Recovered;
import io.pyrsia.consensus.SealProof;
import io.pyrsia.consensus.Snapshot;
import io.pyrsia.consensus.StoreCodec;
import io.pyrsia.consensus.StoredSnapshot;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Consensus' memory in the node's store.
///
/// Batches that need no sync wait in memory and become part of the next synced one, so that what is on disk is always
/// a prefix of what was written; what a block gave can be read at once. One thread owns it; the database belongs to
/// whoever opened it.
public final class RocksStore implements DurableStore {

    /// What waits in memory at most; beyond it, it is written although nobody asked.
    static final int MAX_WAITING_BYTES = 8 << 20;

    /// A snapshot's state is stored in rows of this size.
    private static final int PART_BYTES = 1 << 20;

    private final Database database;
    private final StoreReader reader;
    /// Owned by the thread that owns the store, like the next field.
    private final LiveRows live = new LiveRows();

    private Batch waiting = new Batch();
    /// Whether something was written that is not durable yet.
    private boolean unsynced;

    public RocksStore(Database database) {
        this.database = database;
        this.reader = new StoreReader(database);
        reader.restore(live);
    }

    @Override
    public void write(List<Entry> batch, boolean sync) {
        batch.forEach(this::add);
        if (sync) {
            commit();
        } else if (waiting.bytes() > MAX_WAITING_BYTES || batch.stream().anyMatch(Entry.Committed.class::isInstance)) {
            flush();
        }
    }

    /// Makes durable all that was written; after a failure nothing is left that closing could try again.
    private void commit() {
        Batch batch = take();
        boolean mustSync = unsynced;
        unsynced = false;
        if (!batch.isEmpty()) {
            database.commit(batch);
        } else if (mustSync) {
            database.sync();
        }
    }

    private void add(Entry entry) {
        switch (entry) {
            case Entry.Birth birth -> waiting.put(Column.VOTES, StoreKeys.BIRTH, StoreCodec.encode(birth));
            case Entry.Voted(var vote) -> {
                Bytes key = StoreKeys.statement(StoreKeys.VOTES, vote.statement());
                waiting.put(Column.VOTES, key, StoreCodec.encode(vote));
                live.add(Position.of(vote.statement()), Column.VOTES, key);
            }
            case Entry.Candidate(Block block) -> {
                putBody(block);
                waiting.put(Column.BLOCKS, StoreKeys.candidate(block), Bytes.ofUnsignedLong(block.height()));
                live.add(Position.of(block), Column.BLOCKS, StoreKeys.candidate(block));
            }
            case Entry.Certified(var certificate) -> {
                Bytes key = StoreKeys.statement(StoreKeys.CERTIFICATES, certificate.statement());
                waiting.put(Column.VOTES, key, StoreCodec.encode(certificate));
                live.add(Position.of(certificate.statement()), Column.VOTES, key);
            }
            case Entry.Committed committed -> {
                putBody(committed.block());
                waiting.put(
                        Column.BLOCKS,
                        StoreKeys.numbered(
                                StoreKeys.COMMITTED, committed.block().height()),
                        StoreCodec.encodeExecution(committed));
                live.commit(Position.of(committed.block()), StoreKeys.body(committed.block()));
            }
            case Entry.Sealed(SealProof seal) -> putSeal(seal);
            case Entry.Forget(long epoch, long view) -> live.forget(new Position(epoch, view), waiting);
            case Entry.Taken(var base, var applied, Bytes state) ->
                putSnapshot(new StoredSnapshot(base, applied, state, null));
            case Entry.Installed installed -> install(installed);
            case Entry.Convicted(var evidence) -> {
                waiting.put(Column.VOTES, StoreKeys.evidence(evidence), evidence.encode());
            }
            case Entry.Write(Bytes key, @Nullable Bytes value) -> ApplicationRows.add(waiting, key, value);
        }
    }

    private void putBody(Block block) {
        Bytes key = StoreKeys.body(block);
        if (!live.has(Position.of(block), key)) {
            waiting.put(Column.BLOCKS, key, StoreCodec.encode(block));
            live.add(Position.of(block), Column.BLOCKS, key);
        }
    }

    private void install(Entry.Installed installed) {
        Snapshot received = installed.snapshot();
        AppliedBlock applied = new AppliedBlock(
                received.base().height(), received.base().digest(), received.stateRoot(), received.change());
        StoredSnapshot snapshot = new StoredSnapshot(received.base(), applied, installed.state(), received);
        long height = received.base().height();
        dropBelow(height + 1);
        waiting.deleteRange(
                Column.BLOCKS,
                StoreKeys.numbered(StoreKeys.COMMITTED, height),
                StoreKeys.numbered(StoreKeys.COMMITTED, Long.MAX_VALUE));
        dropSeals(0);
        received.seals().forEach(this::putSeal);
        putSnapshot(snapshot);
    }

    /// A seal that is written again after a crash replaces the first, and what came after it.
    private void putSeal(SealProof seal) {
        long epoch = seal.header().epoch();
        dropSeals(epoch);
        waiting.put(Column.BLOCKS, StoreKeys.numbered(StoreKeys.SEALS, epoch), StoreCodec.encode(seal));
    }

    private void dropSeals(long fromEpoch) {
        waiting.deleteRange(
                Column.BLOCKS,
                StoreKeys.numbered(StoreKeys.SEALS, fromEpoch),
                StoreKeys.numbered(StoreKeys.SEALS, Long.MAX_VALUE));
    }

    private void putSnapshot(StoredSnapshot snapshot) {
        waiting.put(Column.BLOCKS, StoreKeys.SNAPSHOT, StoreCodec.encodeHead(snapshot));
        waiting.deleteRange(
                Column.BLOCKS,
                StoreKeys.numbered(StoreKeys.STATE, 0),
                StoreKeys.numbered(StoreKeys.STATE, Long.MAX_VALUE));
        Bytes state = snapshot.state();
        for (int part = 0; part * PART_BYTES < state.size(); part++) {
            int from = part * PART_BYTES;
            waiting.put(
                    Column.BLOCKS,
                    StoreKeys.numbered(StoreKeys.STATE, part),
                    state.slice(from, Math.min(PART_BYTES, state.size() - from)));
        }
    }

    private void dropBelow(long height) {
        waiting.deleteRange(
                Column.BLOCKS,
                StoreKeys.numbered(StoreKeys.COMMITTED, 0),
                StoreKeys.numbered(StoreKeys.COMMITTED, height));
        waiting.deleteRange(Column.BLOCKS, StoreKeys.body(0, Bytes.EMPTY), StoreKeys.body(height, Bytes.EMPTY));
    }

    /// Makes readable what waits.
    private void flush() {
        Batch batch = take();
        if (!batch.isEmpty()) {
            unsynced = false;
            database.write(batch);
            unsynced = true;
        }
    }

    private Batch take() {
        Batch batch = waiting;
        waiting = new Batch();
        return batch;
    }

    @Override
    public Recovered recover() {
        flush();
        return reader.recover();
    }

    @Override
    public Entry.@Nullable Committed committed(long height) {
        flush();
        return reader.committed(height);
    }

    @Override
    public List<SealProof> seals() {
        flush();
        return reader.seals();
    }

    @Override
    public @Nullable StoredSnapshot snapshot() {
        flush();
        return reader.snapshot();
    }

    @Override
    public void prune(long belowHeight) {
        dropBelow(belowHeight);
    }

    @Override
    public void close() {
        commit();
    }
}
