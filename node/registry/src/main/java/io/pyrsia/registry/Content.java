package io.pyrsia.registry;

import io.pyrsia.storage.blob.BlobReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Bytes to give to a client, all here or still arriving; closed when the client has what it wanted.
public final class Content implements AutoCloseable {

    /// Waits until what is told of the bytes is kept too; throws if that will never be.
    interface End {
        void await() throws IOException;
    }

    private static final End HERE = () -> {};

    private final BlobReader reader;
    private final long size;
    private final End end;

    /// Bytes that are here.
    public Content(BlobReader reader, long size) {
        this(reader, size, HERE);
    }

    /// Bytes that arrive; who got the last of them finds them under their name.
    Content(BlobReader reader, long size, End end) {
        this.reader = reader;
        this.size = size;
        this.end = end;
    }

    public long size() {
        return size;
    }

    /// Writes the bytes from `from` to before `to`, as soon as each part may be seen. Throws when the rest will never
    /// come or was wrong: the client must then not get a complete answer.
    public void copy(long from, long to, OutputStream out) throws IOException {
        if (end.equals(HERE) || from == to || to < size) {
            transfer(from, to, out);
        } else {
            transfer(from, to - 1, out);
            end.await();
            transfer(to - 1, to, out);
        }
    }

    private void transfer(long from, long to, OutputStream out) throws IOException {
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
