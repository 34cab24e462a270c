package io.pyrsia.storage;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The kinds of data in a store, each with rows of its own, sorted by key as unsigned bytes.
public enum Column {
    /// The store's own facts: its format version; and small facts of its users, such as the last applied height.
    META,
    /// Blocks, certificates and seals of consensus.
    BLOCKS,
    /// What this node signed and must never contradict.
    VOTES,
    /// Tiles of the transparency log.
    TILES,
    /// Hashes of the log's tree that are not in a full tile yet.
    HASHES,
    /// Entry bundles of the log.
    ENTRIES,
    /// The ledger's state.
    STATE,
    /// The search index; it can be made again from the entries.
    INDEX,
    /// What is known of each blob; the bytes themselves are files.
    BLOBS,
    /// What names in registries mean: tags, files, what was pushed here.
    NAMES;

    /// The name in the store; META is the column that every RocksDB store has.
    byte[] storedName() {
        String stored = this == META ? "default" : name().toLowerCase(Locale.ROOT);
        return stored.getBytes(StandardCharsets.UTF_8);
    }
}
