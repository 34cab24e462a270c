package io.pyrsia.storage;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What can be read: the store as it is now, or a [Snapshot] of it.
///
/// Every call may be made from any thread; what has to wait for the disk, a virtual thread leaves to a
/// bounded pool.
public interface View {

    /// What is stored under a key, or null.
    @Nullable
    Bytes get(Column column, Bytes key);

    /// What is stored under each key, in the keys' order, null where there is nothing; at most [Scan#MAX_ROWS] keys.
    List<@Nullable Bytes> getAll(Column column, List<Bytes> keys);

    /// The next page of a scan.
    Page scan(Column column, Scan scan);

    /// What to throw when rows are there and cannot be what was written: it names the command that repairs the store.
    StorageFailure damaged(String how);
}
