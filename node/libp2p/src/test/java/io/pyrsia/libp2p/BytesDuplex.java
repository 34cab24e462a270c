package io.pyrsia.libp2p;

import java.io.ByteArrayOutputStream;
import org.apache.tuweni.bytes.Bytes;

/// A peer that has already said everything it will say.
public final class BytesDuplex implements Duplex {

    private final byte[] said;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private int position;

    public BytesDuplex(Bytes said) {
        this.said = said.toArray();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (position == said.length) {
            return -1;
        }
        int count = Math.min(length, said.length - position);
        System.arraycopy(said, position, buffer, offset, count);
        position += count;
        return count;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        heard.write(buffer, offset, length);
    }

    public Bytes heard() {
        return Bytes.wrap(heard.toByteArray());
    }
}
