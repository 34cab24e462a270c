package io.pyrsia.storage.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A reader as the JDK's type.
final class BlobInput extends InputStream {

    private final BlobReader reader;
    private long position;

    BlobInput(BlobReader reader, long position) {
        this.reader = reader;
        this.position = position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = reader.read(position, buffer, offset, length);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public long transferTo(OutputStream target) throws IOException {
        long count = reader.transferTo(position, Long.MAX_VALUE - position, target);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
