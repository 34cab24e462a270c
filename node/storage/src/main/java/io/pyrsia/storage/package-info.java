/// What a node keeps on disk: one RocksDB store with a column per kind of data.
///
/// A block is one atomic, synced [io.pyrsia.storage.Batch]; readers see consistent [io.pyrsia.storage.View]s in bounded
/// pages; damage is found by checksums and reported as one sentence with the command that repairs it. The package knows
/// bytes only: what a row means is said by the adapters in `server`.
@NullMarked
package io.pyrsia.storage;

import org.jspecify.annotations.NullMarked;
