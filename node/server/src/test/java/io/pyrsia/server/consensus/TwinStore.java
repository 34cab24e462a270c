package io.pyrsia.server.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.pyrsia.consensus.DurableStore;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.MemoryStore;
import io.pyrsia.consensus.Recovered;
import io.pyrsia.consensus.SealProof;
import io.pyrsia.consensus.StoredSnapshot;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The store on disk and its memory twin side by side: whatever one is told and asked, so is the other.
final class TwinStore implements DurableStore {

    private final DurableStore disk;
    private final MemoryStore memory;

    TwinStore(DurableStore disk, MemoryStore memory) {
        this.disk = disk;
        this.memory = memory;
    }

    @Override
    public void write(List<Entry> batch, boolean sync) {
        disk.write(batch, sync);
        memory.write(batch, sync);
    }

    @Override
    public Recovered recover() {
        Recovered found = disk.recover();
        Recovered expected = memory.recover();
        assertEquals(expected.birth(), found.birth());
        assertEquals(new HashSet<>(expected.votes()), new HashSet<>(found.votes()));
        assertEquals(new HashSet<>(expected.candidates()), new HashSet<>(found.candidates()));
        assertEquals(new HashSet<>(expected.certificates()), new HashSet<>(found.certificates()));
        assertEquals(expected.last(), found.last());
        assertEquals(expected.applied(), found.applied());
        assertEquals(expected.checkpoints(), found.checkpoints());
        assertEquals(expected.seals(), found.seals());
        assertNotNull(found.birth());
        return found;
    }

    @Override
    public Entry.@Nullable Committed committed(long height) {
        Entry.Committed found = disk.committed(height);
        assertEquals(memory.committed(height), found);
        return found;
    }

    @Override
    public List<SealProof> seals() {
        List<SealProof> found = disk.seals();
        assertEquals(memory.seals(), found);
        return found;
    }

    @Override
    public @Nullable StoredSnapshot snapshot() {
        StoredSnapshot found = disk.snapshot();
        assertEquals(memory.snapshot(), found);
        return found;
    }

    @Override
    public void prune(long belowHeight) {
        disk.prune(belowHeight);
        memory.prune(belowHeight);
    }

    @Override
    public void close() {
        disk.close();
        memory.close();
    }
}
