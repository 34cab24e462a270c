package io.pyrsia.libp2p.yamux;

import io.pyrsia.base.Malformed;
import java.nio.ByteBuffer;

/// Takes frame headers out of what arrives, whose pieces end anywhere; owned by the thread that brings it.
final class FrameReader {

    private final ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
    private int type;
    private int flags;
    private int stream;
    private long length;

    /// Reads on in the next header; false when `view` ended before it did. What follows it is the caller's to take.
    boolean next(ByteBuffer view) throws Malformed {
        while (header.hasRemaining()) {
            if (!view.hasRemaining()) {
                return false;
            }
            header.put(view.get());
        }
        header.flip();
        int version = header.get() & 0xff;
        type = header.get() & 0xff;
        flags = header.getShort() & 0xffff;
        stream = header.getInt();
        length = header.getInt() & 0xffff_ffffL;
        header.clear();
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
}
