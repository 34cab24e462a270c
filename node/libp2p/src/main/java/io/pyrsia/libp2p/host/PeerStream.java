package io.pyrsia.libp2p.host;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.AgreedStream;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Deadline;
import io.pyrsia.libp2p.multistream.Multistream;
import io.pyrsia.libp2p.yamux.YamuxStream;
import java.io.IOException;
import java.time.Duration;

/// A multiplexed stream with the protocol it speaks.
final class PeerStream extends AgreedStream {

    private final YamuxStream stream;

    /// Whether the answer to the proposal is still to come; owned by the one reading thread.
    private boolean unconfirmed;

    PeerStream(YamuxStream stream, String protocol, Connection connection, boolean unconfirmed) {
        super(protocol, connection);
        this.stream = stream;
        this.unconfirmed = unconfirmed;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (unconfirmed) {
            confirm();
        }
        return stream.read(buffer, offset, length);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        stream.write(buffer, offset, length);
    }

    @Override
    public void closeWrite() throws IOException {
        stream.closeWrite();
    }

    @Override
    public void reset() {
        stream.reset();
    }

    @Override
    public void deadline(Duration fromNow) {
        stream.deadline(Deadline.after(fromNow));
    }

    @Override
    public void close() {
        stream.close();
    }

    private void confirm() throws IOException {
        try {
            Multistream.confirm(stream, protocol());
            unconfirmed = false;
        } catch (Malformed e) {
            reset();
            throw new IOException(e.reason(), e);
        }
    }
}
