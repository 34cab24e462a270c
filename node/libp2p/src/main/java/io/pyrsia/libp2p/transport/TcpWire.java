package io.pyrsia.libp2p.transport;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A TCP connection during the handshake; it reads ahead a little, so that small reads do not each ask the kernel.
public final class TcpWire implements Wire {

    /// What is read ahead; larger reads go past this buffer.
    private static final int AHEAD_BYTES = 2_048;

    private final SocketChannel socket;

    /// Owned by the one reading thread; between reads it holds what was read ahead.
    private final ByteBuffer ahead = ByteBuffer.allocate(AHEAD_BYTES).flip();

    public TcpWire(SocketChannel socket) throws IOException {
        this.socket = socket;
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (!ahead.hasRemaining() && length >= AHEAD_BYTES) {
            return socket.read(ByteBuffer.wrap(buffer, offset, length));
        }
        if (!ahead.hasRemaining()) {
            ahead.clear();
            int count = socket.read(ahead);
            ahead.flip();
            if (count < 0) {
                return -1;
            }
        }
        int count = Math.min(length, ahead.remaining());
        ahead.get(buffer, offset, count);
        return count;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(buffer, offset, length);
        while (rest.hasRemaining()) {
            socket.write(rest);
        }
    }

    /// The connection after its handshake, which owns the socket from now on.
    ///
    /// @param first plain bytes that came with the negotiation
    public Link link(SecureChannel channel, ByteBuffer first, Loop loop) {
        return new TcpLink(socket, channel, loop, first, ahead);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
