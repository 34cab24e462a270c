package io.pyrsia.libp2p.memory;

import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Deadline;
import io.pyrsia.libp2p.Stream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// One side of a stream between two hosts of a [MemoryNetwork].
final class MemoryStream implements Stream {

    private final String protocol;
    private final MemoryConnection connection;
    private final Pipe incoming;
    private final Pipe outgoing;
    private final AtomicBoolean finished = new AtomicBoolean();
    private volatile Deadline deadline = Deadline.NONE;

    MemoryStream(String protocol, MemoryConnection connection, Pipe incoming, Pipe outgoing) {
        this.protocol = protocol;
        this.connection = connection;
        this.incoming = incoming;
        this.outgoing = outgoing;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return incoming.read(buffer, offset, length, deadline);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        outgoing.write(buffer, offset, length, deadline);
    }

    @Override
    public void closeWrite() {
        outgoing.end();
    }

    @Override
    public void reset() {
        if (finished.compareAndSet(false, true)) {
            incoming.reset();
            outgoing.reset();
            connection.finished(this);
        }
    }

    @Override
    public void deadline(Duration fromNow) {
        deadline = Deadline.after(fromNow);
        incoming.wake();
        outgoing.wake();
    }

    @Override
    public void close() {
        if (finished.compareAndSet(false, true)) {
            outgoing.end();
            incoming.discard();
            connection.finished(this);
        }
    }
}
