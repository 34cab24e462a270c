package io.pyrsia.libp2p.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// A secured TCP connection that a [Loop] looks after. A quiet one holds no buffer.
final class TcpLink implements Link {

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);
    /// What is sealed in a buffer larger than this is not the talk of a quiet connection.
    private static final int SMALL = 512;

    private final SocketChannel socket;
    private final SecureChannel channel;
    private final Loop loop;

    /// The beginning of a frame whose end has not come; owned by the loop's thread once it watches.
    private ByteBuffer begun;

    /// What came with the negotiation and belongs to the receiver; owned by the thread that starts.
    private final ByteBuffer first;

    /// Sealed and not yet taken by the network; owned by whoever writes, and by the loop's thread between a write that
    /// was not taken and its end.
    private ByteBuffer leaving = NONE;

    /// Both set once, before the loop watches.
    private @Nullable Receiver receiver;

    private volatile @Nullable SelectionKey key;

    /// @param first plain bytes that came already
    /// @param begun sealed bytes that came already
    TcpLink(SocketChannel socket, SecureChannel channel, Loop loop, ByteBuffer first, ByteBuffer begun) {
        this.socket = socket;
        this.channel = channel;
        this.loop = loop;
        this.first = first;
        this.begun = begun;
    }

    @Override
    public void start(Receiver to) {
        receiver = to;
        try {
            socket.configureBlocking(false);
            SelectionKey watched = loop.watch(socket, this);
            key = watched;
            if (first.hasRemaining()) {
                to.arrived(first);
            }
            ByteBuffer sealed = begun;
            handOn(sealed, ByteBuffer.allocate(sealed.remaining()), to);
            keep(sealed);
            watched.interestOpsOr(SelectionKey.OP_READ);
            loop.wakeup();
        } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
            to.ended(e.toString());
        }
    }

    @Override
    public boolean write(byte[] plain, int offset, int length) throws IOException {
        int needed = channel.sealedBytes(length);
        if (leaving.capacity() < needed) {
            leaving = ByteBuffer.allocate(needed);
        }
        leaving.clear();
        channel.seal(ByteBuffer.wrap(plain, offset, length), leaving);
        leaving.flip();
        return send();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
        loop.wakeup(); // it gives the file back
    }

    /// Does what the kernel is ready for; called by the loop's thread, whose buffers these are.
    void ready(SelectionKey ready, ByteBuffer sealed, ByteBuffer plain) {
        Receiver to = receiver();
        try {
            if (ready.isWritable()) {
                ready.interestOpsAnd(~SelectionKey.OP_WRITE);
                if (send()) {
                    to.writable();
                }
            }
            if (ready.isReadable()) {
                receive(sealed, plain, to);
            }
        } catch (IOException e) {
            to.ended(e.toString());
        } catch (RuntimeException e) {
            to.ended(e.toString()); // the other links go on
        }
    }

    private void receive(ByteBuffer sealed, ByteBuffer plain, Receiver to) throws IOException {
        sealed.clear().put(begun);
        int count = socket.read(sealed);
        if (count < 0) {
            throw new IOException("the peer closed the connection");
        }
        sealed.flip();
        handOn(sealed, plain, to);
        keep(sealed);
    }

    /// Opens all frames that are complete.
    private void handOn(ByteBuffer sealed, ByteBuffer plain, Receiver to) throws IOException {
        plain.clear();
        int frame = channel.frameBytes(sealed);
        while (frame > 0 && frame <= sealed.remaining()) {
            if (plain.remaining() < frame) {
                to.arrived(plain.flip());
                plain.clear();
            }
            channel.open(sealed, plain);
            frame = channel.frameBytes(sealed);
        }
        if (plain.position() > 0) {
            to.arrived(plain.flip());
        }
    }

    private void keep(ByteBuffer sealed) {
        begun = sealed.hasRemaining()
                ? ByteBuffer.allocate(sealed.remaining()).put(sealed).flip()
                : NONE;
    }

    /// Whether the network took all that is leaving; if not, the loop goes on when there is room.
    private boolean send() throws IOException {
        socket.write(leaving);
        if (leaving.hasRemaining()) {
            callWhenWritable();
            return false;
        }
        if (leaving.limit() <= SMALL) {
            leaving = NONE;
        }
        return true;
    }

    private void callWhenWritable() throws IOException {
        SelectionKey watched = key;
        if (watched == null) {
            throw new IllegalStateException("a link is written to before it is started");
        }
        try {
            watched.interestOpsOr(SelectionKey.OP_WRITE);
            loop.wakeup();
        } catch (CancelledKeyException e) {
            throw new IOException("the connection is closed", e);
        }
    }

    private Receiver receiver() {
        if (receiver == null) {
            throw new IllegalStateException("a link is watched before it is started");
        }
        return receiver;
    }
}
