package io.pyrsia.storage.blob;

import io.pyrsia.storage.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Every way in which the blob store changes what survives a crash; a test stops at each step.
interface BlobDisk {

    /// Opens a file to read and write, and makes it if it is missing.
    FileChannel open(Path file) throws IOException;

    /// Writes all of `bytes`.
    void write(FileChannel file, ByteBuffer bytes, long position) throws IOException;

    /// When this returns, what was written is on disk.
    void force(FileChannel file) throws IOException;

    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /// When this returns, the names in the folder are on disk.
    void syncFolder(Path folder) throws IOException;

    /// When this returns, the rows are on disk.
    void commit(Batch rows);

    /// The rows reach the disk together with the next ones that are committed.
    void note(Batch rows);
}
