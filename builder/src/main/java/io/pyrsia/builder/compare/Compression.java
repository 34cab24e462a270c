package io.pyrsia.builder.compare;

import io.pyrsia.base.Malformed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.SingleXZInputStream;

/// Sees how a stream is compressed, and undoes it.
final class Compression {

    private static final int MAX_XZ_KIB = 128 << 10;

    private Compression() {}

    /// The plain bytes of what is gzip, xz or not compressed.
    static InputStream open(InputStream raw) throws IOException, Malformed {
        BufferedInputStream in = new BufferedInputStream(raw, 64 << 10);
        in.mark(6);
        byte[] magic = in.readNBytes(6);
        in.reset();
        if (startsWith(magic, 0x1f, 0x8b)) {
            return new Gzip(in);
        }
        if (startsWith(magic, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return new SingleXZInputStream(in, MAX_XZ_KIB);
        }
        if (startsWith(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
            throw new Malformed("it is compressed with zstd, which is not looked into yet");
        }
        return in;
    }

    private static boolean startsWith(byte[] bytes, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
