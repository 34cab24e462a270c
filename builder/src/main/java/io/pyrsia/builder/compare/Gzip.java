package io.pyrsia.builder.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/// Decompresses gzip and refuses anything behind its end, which the JDK's reader passes over in silence.
final class Gzip extends InputStream {

    private static final int CHUNK = 64 << 10;
    private static final int MAX_NAME = 4_096;

    private final PushbackInputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[CHUNK];
    private int filled;
    private boolean ended;

    Gzip(InputStream in) throws IOException {
        this.in = new PushbackInputStream(in, CHUNK);
        readHeader();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (!ended) {
                int got = inflater.inflate(into, from, length);
                if (got > 0) {
                    crc.update(into, from, got);
                    return got;
                }
                if (inflater.finished()) {
                    endMember();
                } else if (inflater.needsDictionary()) {
                    throw new ZipException("not gzip");
                } else {
                    fill();
                }
            }
            return -1;
        } catch (DataFormatException e) {
            throw new ZipException("not gzip: " + e.getMessage());
        }
    }

    private void fill() throws IOException {
        filled = in.read(packed);
        if (filled < 0) {
            throw new ZipException("gzip that ends too early");
        }
        inflater.setInput(packed, 0, filled);
    }

    private void endMember() throws IOException {
        int rest = inflater.getRemaining();
        in.unread(packed, filled - rest, rest);
        ByteBuffer trailer = ByteBuffer.wrap(in.readNBytes(8)).order(ByteOrder.LITTLE_ENDIAN);
        if (trailer.remaining() != 8
                || trailer.getInt() != (int) crc.getValue()
                || trailer.getInt() != (int) inflater.getBytesWritten()) {
            throw new ZipException("gzip with a wrong checksum");
        }
        int next = in.read();
        if (next < 0) {
            ended = true;
            return;
        }
        in.unread(next);
        inflater.reset();
        crc.reset();
        readHeader();
    }

    private void readHeader() throws IOException {
        byte[] head = in.readNBytes(10);
        if (head.length != 10 || head[0] != 0x1f || (head[1] & 0xff) != 0x8b || head[2] != 8 || (head[3] & 0xe0) != 0) {
            throw new ZipException("no gzip, or something behind its end");
        }
        int flags = head[3];
        if ((flags & 4) != 0) {
            int low = in.read();
            in.readNBytes(low | (in.read() << 8));
        }
        if ((flags & 8) != 0) {
            skipName();
        }
        if ((flags & 16) != 0) {
            skipName();
        }
        if ((flags & 2) != 0) {
            in.readNBytes(2);
        }
    }

    private void skipName() throws IOException {
        for (int i = 0; i < MAX_NAME; i++) {
            int letter = in.read();
            if (letter <= 0) {
                return;
            }
        }
        throw new ZipException("gzip with an endless name");
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
