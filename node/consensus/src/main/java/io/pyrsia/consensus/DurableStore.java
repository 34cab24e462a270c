package io.pyrsia.consensus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a node's memory outlives it. A memory twin is [MemoryStore]; `DurableStoreContract` in the tests' archive is
/// the conformance test that every store passes.
///
/// I/O that fails is an unchecked exception and stops the node; a torn tail is cut off by whoever opens the store, and
/// damage before the tail is [DamagedStore].
public interface DurableStore extends AutoCloseable {

    /// Appends one atomic batch; with `sync` it and everything before it is durable on return.
    void write(List<Entry> batch, boolean sync);

    /// What consensus needs to go on: everything not yet forgotten, and the last block.
    Recovered recover();

    /// A committed block that was not pruned.
    Entry.@Nullable Committed committed(long height);

    /// The seals of all epochs that ended, in order.
    List<SealProof> seals();

    /// The newest snapshot, taken or installed.
    @Nullable
    StoredSnapshot snapshot();

    /// Drops the committed blocks below a height; it may do so later and in the background. Whoever calls it has synced
    /// the snapshot that replaces them.
    void prune(long belowHeight);

    @Override
    void close();
}
