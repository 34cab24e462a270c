package io.pyrsia.registry;

import io.pyrsia.storage.blob.BlobReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Bytes to give to a client, all here or still arriving; closed when the client has what it wanted.
public final class Content implements AutoCloseable {

    private final BlobReader reader;
    private final long size;

    public Content(BlobReader reader, long size) {
        this.reader = reader;
        this.size = size;
    }

    public long size() {
        return size;
    }

    /// Writes the bytes from `from` to before `to`, as soon as each part may be seen. Throws when the rest will never
    /// come or was wrong: the client must then not get a complete answer.
    public void copy(long from, long to, OutputStream out) throws IOException {
        if (reader.transferTo(from, to - from, out) != to - from) {
            throw new IOException("the bytes ended early");
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
