package io.pyrsia.libp2p.transport;

import io.pyrsia.libp2p.Duplex;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A secured channel as a plain flow of bytes, for the negotiation before the multiplexer takes over; it reads nothing
/// that it does not hand out or give back.
public final class ChannelDuplex implements Duplex {

    private final SecureChannel channel;

    /// Owned by the one reading thread.
    private ByteBuffer view = ByteBuffer.allocate(0);

    public ChannelDuplex(SecureChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (!view.hasRemaining()) {
            ByteBuffer next = channel.read();
            if (next == null) {
                return -1;
            }
            view = next;
        }
        int count = Math.min(length, view.remaining());
        view.get(buffer, offset, count);
        return count;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        channel.write(buffer, offset, length);
    }

    /// What the last view still holds and nobody read.
    public ByteBuffer rest() {
        return view;
    }
}
