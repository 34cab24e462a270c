package io.pyrsia.storage.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;

/// Where a reader's chunks come from: a blob that is whole, or one under way.
interface BlobSource extends AutoCloseable {

    OptionalLong size();

    /// Waits until a chunk may be read; its length, or 0 behind the end.
    int await(int chunk) throws IOException;

    /// What the chunk's bytes must sum to.
    int checksum(int chunk) throws IOException;

    FileChannel file();

    /// Is told that a chunk's bytes are not what was stored.
    void damaged();

    @Override
    void close() throws IOException;
}
