package io.pyrsia.server.consensus;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.DurableStore;
import io.pyrsia.consensus.Entry;
import java.util.List;

/// Marks a store as the one that belongs to a new key: done once, when the key is made, and never again, because a
/// store without this mark does not know what the key has signed.
public final class Birth {

    private Birth() {}

    public static void record(DurableStore store, NodeId key) {
        store.write(List.of(new Entry.Birth(key, 0)), true);
    }
}
