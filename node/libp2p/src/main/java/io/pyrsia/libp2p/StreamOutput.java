package io.pyrsia.libp2p;

import java.io.IOException;
import java.io.OutputStream;

/// A stream's writing side as the JDK's type.
final class StreamOutput extends OutputStream {

    private final Stream stream;

    StreamOutput(Stream stream) {
        this.stream = stream;
    }

    @Override
    public void write(int value) throws IOException {
        stream.write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        stream.write(buffer, offset, length);
    }

    @Override
    public void close() throws IOException {
        stream.closeWrite();
    }
}
