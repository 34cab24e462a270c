package io.pyrsia.consensus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A store in memory that can crash like a disk: it keeps what was synced, and of the rest any number of batches from
/// the front. A torn batch is one that is not kept, for a batch counts only as a whole.
public final class MemoryStore implements DurableStore {

    private record Key(long epoch, long view, Kind kind, Bytes digest) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparingLong(Key::epoch)
                .thenComparingLong(Key::view)
                .thenComparing(Key::kind)
                .thenComparing(Key::digest);

        static Key of(Statement statement, Bytes digest) {
            return new Key(statement.epoch(), statement.view(), statement.kind(), digest);
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /// Batches that a crash may still take, in the order of their writing.
    private final List<List<Entry>> unsynced = new ArrayList<>();

    /// What was durable before them.
    private final List<List<Entry>> synced = new ArrayList<>();

    private Entry.@Nullable Birth birth;
    private final NavigableMap<Key, Vote> votes = new TreeMap<>();
    private final NavigableMap<Key, Block> candidates = new TreeMap<>();
    private final NavigableMap<Key, Certificate> certificates = new TreeMap<>();
    private final NavigableMap<Long, Entry.Committed> committed = new TreeMap<>();
    private final List<SealProof> seals = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final Map<Bytes, Bytes> values = new TreeMap<>();
    private @Nullable StoredSnapshot snapshot;
    private @Nullable Header last;
    private @Nullable AppliedBlock applied;
    private long prunedBelow;

    /// What is left after a crash that takes all but the first `kept` of the batches that were not synced.
    public MemoryStore crash(int kept) {
        MemoryStore after = new MemoryStore();
        synced.forEach(batch -> after.write(batch, true));
        unsynced.subList(0, kept).forEach(batch -> after.write(batch, true));
        after.prune(prunedBelow);
        return after;
    }

    /// How many batches a crash may take.
    public int unsynced() {
        return unsynced.size();
    }

    @Override
    public void write(List<Entry> batch, boolean sync) {
        unsynced.add(List.copyOf(batch));
        if (sync) {
            synced.addAll(unsynced);
            unsynced.clear();
        }
        batch.forEach(this::write);
    }

    private void write(Entry entry) {
        switch (entry) {
            case Entry.Birth born -> birth = born;
            case Entry.Voted(Vote vote) -> votes.put(Key.of(vote.statement(), Bytes.EMPTY), vote);
            case Entry.Candidate(Block block) -> {
                Statement statement = block.proposal().statement();
                candidates.put(Key.of(statement, statement.digest()), block);
            }
            case Entry.Certified(Certificate certificate) ->
                certificates.put(Key.of(certificate.statement(), Bytes.EMPTY), certificate);
            case Entry.Committed block -> commit(block);
            case Entry.Sealed(SealProof seal) -> seal(seal);
            case Entry.Forget(long epoch, long view) -> forget(epoch, view);
            case Entry.Taken(Header base, AppliedBlock at, Bytes state) ->
                snapshot = new StoredSnapshot(base, at, state, null);
            case Entry.Installed(Snapshot received, Bytes state) -> install(received, state);
            case Entry.Convicted(Evidence pair) -> evidence.add(pair);
            case Entry.Write(Bytes key, var value) -> {
                if (value == null) {
                    values.remove(key);
                } else {
                    values.put(key, value);
                }
            }
        }
    }

    private void commit(Entry.Committed block) {
        committed.put(block.block().height(), block);
        last = block.block().header();
        applied = block.applied();
    }

    /// A seal that is written again after a crash replaces the first.
    private void seal(SealProof seal) {
        seals.removeIf(old -> old.header().epoch() >= seal.header().epoch());
        seals.add(seal);
    }

    private void forget(long epoch, long view) {
        Key upTo = new Key(epoch, view + 1, Kind.PROPOSE, Bytes.EMPTY);
        votes.headMap(upTo).clear();
        candidates.headMap(upTo).clear();
        certificates.headMap(upTo).clear();
    }

    private void install(Snapshot received, Bytes state) {
        Header base = received.base();
        last = base;
        applied = new AppliedBlock(base.height(), base.digest(), received.stateRoot(), received.change());
        snapshot = new StoredSnapshot(base, applied, state, received);
        committed.clear();
        seals.clear();
        seals.addAll(received.seals());
    }

    @Override
    public Recovered recover() {
        return new Recovered(
                birth,
                List.copyOf(votes.values()),
                List.copyOf(candidates.values()),
                List.copyOf(certificates.values()),
                last,
                applied,
                last == null ? List.of() : Checkpoint.open(last, this::appliedAt),
                seals);
    }

    private @Nullable AppliedBlock appliedAt(long height) {
        Entry.Committed block = committed.get(height);
        if (block != null) {
            return block.applied();
        }
        return snapshot != null && snapshot.base().height() == height ? snapshot.applied() : null;
    }

    @Override
    public Entry.@Nullable Committed committed(long height) {
        return committed.get(height);
    }

    @Override
    public List<SealProof> seals() {
        return List.copyOf(seals);
    }

    @Override
    public @Nullable StoredSnapshot snapshot() {
        return snapshot;
    }

    /// The application's value of a key.
    public @Nullable Bytes value(Bytes key) {
        return values.get(key);
    }

    public List<Evidence> evidence() {
        return List.copyOf(evidence);
    }

    @Override
    public void prune(long belowHeight) {
        prunedBelow = Math.max(prunedBelow, belowHeight);
        committed.headMap(belowHeight, false).clear();
    }

    @Override
    public void close() {}
}
