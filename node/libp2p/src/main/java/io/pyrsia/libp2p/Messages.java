package io.pyrsia.libp2p;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Messages on a stream or channel, each behind its length as a varint; the length is checked before room is made.
public final class Messages {

    private Messages() {}

    /// The next message, or nothing where the other side ended its writing between two messages.
    public static Optional<Bytes> next(Duplex stream, int limit) throws IOException, Malformed {
        int first = readByte(stream);
        return first < 0 ? Optional.empty() : Optional.of(body(stream, first, limit));
    }

    /// The next message; the end of the stream in its place is an [EOFException].
    public static Bytes read(Duplex stream, int limit) throws IOException, Malformed {
        return body(stream, required(stream), limit);
    }

    public static void write(Duplex stream, Bytes message) throws IOException {
        byte[] framed = new ByteWriter().bytesVarint(message).toByteArray();
        stream.write(framed, 0, framed.length);
    }

    /// Fills `buffer` from `offset` to its end.
    public static void readFully(Duplex stream, byte[] buffer, int offset) throws IOException {
        for (int at = offset; at < buffer.length; ) {
            int count = stream.read(buffer, at, buffer.length - at);
            if (count < 0) {
                throw new EOFException("the stream ended inside a message");
            }
            at += count;
        }
    }

    private static Bytes body(Duplex stream, int first, int limit) throws IOException, Malformed {
        long length = first & 0x7f;
        int next = first;
        for (int shift = 7; next >= 0x80; shift += 7) {
            next = required(stream);
            length |= (long) (next & 0x7f) << shift;
            if (length > limit || shift > 28 || next == 0) {
                throw new Malformed("a message is longer than " + limit + " bytes, or its length is not a varint");
            }
        }
        if (length > limit) {
            throw new Malformed("a message is longer than " + limit + " bytes");
        }
        byte[] message = new byte[(int) length];
        readFully(stream, message, 0);
        return Bytes.wrap(message);
    }

    private static int required(Duplex stream) throws IOException {
        int value = readByte(stream);
        if (value < 0) {
            throw new EOFException("the stream ended inside a message");
        }
        return value;
    }

    private static int readByte(Duplex stream) throws IOException {
        byte[] one = new byte[1];
        return stream.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
