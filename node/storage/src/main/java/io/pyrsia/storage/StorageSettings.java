package io.pyrsia.storage;

import io.pyrsia.base.ByteSize;

/// How much memory and how many files a store may use.
///
/// @param blockCache  what is kept of read blocks, their indices and filters
/// @param memtables   what is kept of writes that are in the log but not in a table file yet, over all columns
/// @param writeAheadLog  the log's size at which the oldest column is written out; it bounds the time to open
/// @param openFiles   table files held open
/// @param backgroundJobs  threads that write out and compact
/// @param readers     platform threads that carry out calls of virtual threads
public record StorageSettings(
        ByteSize blockCache,
        ByteSize memtables,
        ByteSize writeAheadLog,
        int openFiles,
        int backgroundJobs,
        int readers) {

    /// For a node that stays under 300 MiB with its heap.
    public static StorageSettings standard() {
        return new StorageSettings(mebibytes(64), mebibytes(64), mebibytes(128), 512, 2, 4);
    }

    /// For a node among several on one machine, and for tests.
    public static StorageSettings small() {
        return new StorageSettings(mebibytes(16), mebibytes(32), mebibytes(64), 128, 1, 2);
    }

    private static ByteSize mebibytes(int count) {
        return new ByteSize((long) count << 20);
    }
}
