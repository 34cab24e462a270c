package io.pyrsia.libp2p.memory;

import io.pyrsia.libp2p.AgreedStream;
import io.pyrsia.libp2p.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// One side of a stream between two hosts of a [MemoryNetwork].
final class MemoryStream extends AgreedStream {

    private final MemoryConnection carrier;
    private final Pipe incoming;
    private final Pipe outgoing;
    private final AtomicBoolean finished = new AtomicBoolean();
    private volatile Deadline deadline = Deadline.NONE;

    MemoryStream(String protocol, MemoryConnection carrier, Pipe incoming, Pipe outgoing) {
        super(protocol, carrier);
        this.carrier = carrier;
        this.incoming = incoming;
        this.outgoing = outgoing;
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
            carrier.finished(this);
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
            carrier.finished(this);
        }
    }
}
