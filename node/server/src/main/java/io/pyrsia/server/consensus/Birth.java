package io.pyrsia.server.consensus;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.DurableStore;
import io.pyrsia.consensus.Entry;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Marks a store as the one that belongs to a new key: done once, when the key is made, and never again, because a
/// store without this mark does not know what the key has signed.
public final class Birth {

    private Birth() {}

    public static void record(DurableStore store, NodeId key) {
        record(store, key, 0);
    }

    /// Lets the key vote from an epoch on that has not begun, and in none before it.
    public static void record(DurableStore store, NodeId key, long votesFromEpoch) {
        store.write(List.of(new Entry.Birth(key, votesFromEpoch)), true);
    }

    public static boolean isRecorded(Database database) {
        return database.get(Column.VOTES, StoreKeys.BIRTH) != null;
    }

    /// Takes the mark and the votes out of a copy of a store, which must not vote.
    public static void forget(Database copy) {
        Bytes end = Bytes.of(StoreKeys.VOTES.get(0) + 1);
        copy.commit(new Batch().delete(Column.VOTES, StoreKeys.BIRTH).deleteRange(Column.VOTES, StoreKeys.VOTES, end));
    }
}
