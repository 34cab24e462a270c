package io.pyrsia.server.consensus;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.DamagedStore;
import io.pyrsia.consensus.DurableStore;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Recovered;
import io.pyrsia.consensus.StateMachine;
import io.pyrsia.consensus.StoredSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Brings a node's application to where its store stands.
public final class Start {

    private Start() {}

    /// Marks a store as the one that belongs to a new key; done once, when the key is made, and never again, because a
    /// store without this mark does not know what the key has signed.
    public static void born(DurableStore store, NodeId key) {
        store.write(List.of(new Entry.Birth(key, 0)), true);
    }

    static Recovered recover(ReplicaSettings settings, DurableStore store, StateMachine machine) {
        Recovered recovered = store.recover();
        AppliedBlock applied = recovered.applied();
        long target = applied == null ? 0 : applied.height();
        long height = machine.initialize(settings.genesis());
        if (height > target) {
            throw new DamagedStore("the application stands at height " + height + ", consensus at " + target);
        }
        while (height < target) {
            height = forward(store, machine, height + 1);
        }
        return recovered;
    }

    /// Applies a stored block again, or takes the stored snapshot where blocks were pruned; the height reached.
    private static long forward(DurableStore store, StateMachine machine, long height) {
        Entry.Committed committed = store.committed(height);
        if (committed == null) {
            return install(machine, store.snapshot(), height);
        }
        StateMachine.Outcome outcome = machine.apply(committed.block());
        if (!outcome.root().equals(committed.applied().stateRoot())) {
            throw new DamagedStore("applying block " + height + " again gives another state than before");
        }
        return height;
    }

    private static long install(StateMachine machine, @Nullable StoredSnapshot snapshot, long height) {
        if (snapshot == null || snapshot.base().height() < height) {
            throw new DamagedStore("the block of height " + height + " is missing");
        }
        try {
            machine.install(
                    snapshot.base().height(), snapshot.applied().stateRoot(), snapshot.state());
        } catch (Malformed e) {
            throw new DamagedStore("the stored snapshot is damaged: " + e.reason());
        }
        return snapshot.base().height();
    }
}
