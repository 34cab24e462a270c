package io.pyrsia.sim.node;

import io.pyrsia.consensus.DamagedStore;
import io.pyrsia.consensus.DurableStore;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.MemoryStore;
import io.pyrsia.consensus.Recovered;
import io.pyrsia.consensus.SealProof;
import io.pyrsia.consensus.StoredSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What outlives a process: batches in the order of their writing, of which a crash keeps at least those that were
/// synced, and of the rest any number from the front. A torn batch is one that is not kept: it carries a checksum, by
/// which damage behind it is found as well.
///
/// The node that it belongs to owns it.
public final class Disk implements DurableStore {

    /// A write that failed for lack of room.
    static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Full() {
            super("the disk is full", null, false, false);
        }
    }

    private final SplittableRandom random;
    private final List<List<Entry>> batches = new ArrayList<>();
    private MemoryStore contents = new MemoryStore();
    private int synced;
    private int reported;
    private long prunedBelow;
    private boolean full;

    /// The first batch whose checksum does not hold; none at or behind the end.
    private int damagedFrom = Integer.MAX_VALUE;

    Disk(SplittableRandom random) {
        this.random = random;
    }

    void full(boolean isFull) {
        full = isFull;
    }

    @Override
    public void write(List<Entry> batch, boolean sync) {
        if (full) {
            throw new Full();
        }
        batches.add(batch);
        contents.write(batch, true);
        if (sync) {
            synced = batches.size();
        }
    }

    int size() {
        return batches.size();
    }

    /// The first `size` batches are durable from now on.
    void syncedUpTo(int size) {
        synced = Math.max(synced, size);
    }

    /// The durable batches that were not asked for yet.
    List<List<Entry>> takeNewlyDurable() {
        List<List<Entry>> fresh = List.copyOf(batches.subList(reported, synced));
        reported = synced;
        return fresh;
    }

    /// Loses what a crash may lose.
    void crash() {
        int kept = synced + random.nextInt(batches.size() - synced + 1);
        batches.subList(kept, batches.size()).clear();
        synced = kept;
        replay();
    }

    private void replay() {
        contents = new MemoryStore();
        batches.forEach(batch -> contents.write(batch, true));
        contents.prune(prunedBelow);
    }

    /// Spoils a batch that was synced and that another one follows, which no crash can do; says whether there was one.
    boolean damage() {
        if (synced < 2) {
            return false;
        }
        damagedFrom = Math.min(damagedFrom, random.nextInt(synced - 1));
        return true;
    }

    /// What a store that mistakes damage for a torn tail would do: cuts at the damage and goes on with what is before.
    public Recovered recoverBeforeDamage() {
        int kept = Math.min(damagedFrom, batches.size());
        batches.subList(kept, batches.size()).clear();
        synced = kept;
        reported = Math.min(reported, kept);
        damagedFrom = Integer.MAX_VALUE;
        replay();
        return contents.recover();
    }

    /// Loses everything, as a machine that was set up again with its old key.
    void wipe() {
        batches.clear();
        synced = 0;
        reported = 0;
        prunedBelow = 0;
        damagedFrom = Integer.MAX_VALUE;
        contents = new MemoryStore();
    }

    @Nullable
    Bytes value(Bytes key) {
        return contents.value(key);
    }

    @Override
    public Recovered recover() {
        if (damagedFrom < batches.size()) {
            throw new DamagedStore("batch " + damagedFrom + " of " + batches.size() + " is damaged");
        }
        return contents.recover();
    }

    @Override
    public Entry.@Nullable Committed committed(long height) {
        return contents.committed(height);
    }

    @Override
    public List<SealProof> seals() {
        return contents.seals();
    }

    @Override
    public @Nullable StoredSnapshot snapshot() {
        return contents.snapshot();
    }

    @Override
    public void prune(long belowHeight) {
        prunedBelow = Math.max(prunedBelow, belowHeight);
        contents.prune(belowHeight);
    }

    @Override
    public void close() {}
}
