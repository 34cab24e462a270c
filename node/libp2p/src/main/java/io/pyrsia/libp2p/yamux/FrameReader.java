package io.pyrsia.libp2p.yamux;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.transport.SecureChannel;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Takes frames out of what the channel delivers, whose pieces end anywhere; owned by the session's reading thread.
final class FrameReader {

    private final SecureChannel channel;
    private ByteBuffer view;
    private int type;
    private int flags;
    private int stream;
    private long length;

    FrameReader(SecureChannel channel, ByteBuffer rest) {
        this.channel = channel;
        this.view = rest;
    }

    /// Reads the next header; false when the channel ended before it. The payload has to be taken before the next call.
    boolean next() throws IOException, Malformed {
        if (!fill()) {
            return false;
        }
        int version = octet();
        type = octet();
        flags = octet() << 8 | octet();
        stream = (int) number();
        length = number();
        if (version != 0 || (flags & ~Frame.ALL_FLAGS) != 0) {
            throw new Malformed("a frame of version " + version + " with flags " + flags);
        }
        return true;
    }

    int type() {
        return type;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    int stream() {
        return stream;
    }

    long length() {
        return length;
    }

    /// At least one byte of what follows.
    ByteBuffer payload() throws IOException {
        if (!fill()) {
            throw new EOFException("the connection ended inside a frame");
        }
        return view;
    }

    void skip(long bytes) throws IOException {
        for (long left = bytes; left > 0; ) {
            ByteBuffer payload = payload();
            int part = (int) Math.min(left, payload.remaining());
            payload.position(payload.position() + part);
            left -= part;
        }
    }

    private boolean fill() throws IOException {
        while (!view.hasRemaining()) {
            ByteBuffer next = channel.read();
            if (next == null) {
                return false;
            }
            view = next;
        }
        return true;
    }

    private int octet() throws IOException {
        return payload().get() & 0xff;
    }

    private long number() throws IOException {
        return (long) octet() << 24 | octet() << 16 | octet() << 8 | octet();
    }
}
