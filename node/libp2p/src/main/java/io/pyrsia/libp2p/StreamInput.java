package io.pyrsia.libp2p;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// A stream's reading side as the JDK's type.
final class StreamInput extends InputStream {

    private final Stream stream;

    StreamInput(Stream stream) {
        this.stream = stream;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return stream.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        return length == 0 ? 0 : stream.read(buffer, offset, length);
    }
}
