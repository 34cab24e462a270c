package io.pyrsia.libp2p;

import java.io.IOException;

/// A flow of bytes each way; reads and writes block.
public interface Duplex {

    /// Between 1 and `length` bytes, or -1 when the other side has ended its writing.
    int read(byte[] buffer, int offset, int length) throws IOException;

    /// Returns when the bytes are on their way; the buffer may then be used again.
    void write(byte[] buffer, int offset, int length) throws IOException;
}
