package io.pyrsia.libp2p.transport;

import io.pyrsia.libp2p.Duplex;
import io.pyrsia.libp2p.Messages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A secured wire as a plain flow of bytes, for the negotiation before the multiplexer takes over; it reads one frame
/// after the other and nothing beyond.
public final class ChannelDuplex implements Duplex {

    private final Wire wire;
    private final SecureChannel channel;

    /// Owned by the one reading thread.
    private ByteBuffer plain = ByteBuffer.allocate(0);

    public ChannelDuplex(Wire wire, SecureChannel channel) {
        this.wire = wire;
        this.channel = channel;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (!plain.hasRemaining()) {
            ByteBuffer frame = frame();
            plain = ByteBuffer.allocate(frame.remaining());
            channel.open(frame, plain);
            plain.flip();
        }
        int count = Math.min(length, plain.remaining());
        plain.get(buffer, offset, count);
        return count;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        ByteBuffer sealed = ByteBuffer.allocate(channel.sealedBytes(length));
        channel.seal(ByteBuffer.wrap(buffer, offset, length), sealed);
        wire.write(sealed.array(), 0, sealed.position());
    }

    /// What the last frame carried and nobody read.
    public ByteBuffer rest() {
        return plain;
    }

    private ByteBuffer frame() throws IOException {
        byte[] header = new byte[0];
        int length = 0;
        while (length == 0) {
            header = Arrays.copyOf(header, header.length + 1);
            Messages.readFully(wire, header, header.length - 1);
            length = channel.frameBytes(ByteBuffer.wrap(header));
        }
        byte[] frame = Arrays.copyOf(header, length);
        Messages.readFully(wire, frame, header.length);
        return ByteBuffer.wrap(frame);
    }
}
