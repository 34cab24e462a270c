package io.pyrsia.builder.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The beginning and the end of what a command prints; the middle is counted and thrown away.
final class BoundedLog {

    private final byte[] head;
    private final byte[] tail;
    private final OutputStream told;
    private long seen; // Owner: the thread in readFrom; others look when it has ended.

    BoundedLog(int bytes) {
        this(bytes, OutputStream.nullOutputStream());
    }

    /// @param told takes everything as it comes
    BoundedLog(int bytes, OutputStream told) {
        this.told = told;
        head = new byte[bytes / 2];
        tail = new byte[bytes - head.length];
    }

    /// Reads to the end, whatever comes, so that nobody waits for a full pipe.
    void readFrom(InputStream in) throws IOException {
        byte[] buffer = new byte[8_192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            told.write(buffer, 0, read);
            for (int i = 0; i < read; i++, seen++) {
                if (seen < head.length) {
                    head[(int) seen] = buffer[i];
                } else {
                    tail[(int) ((seen - head.length) % tail.length)] = buffer[i];
                }
            }
        }
    }

    String text() {
        int first = (int) Math.min(seen, head.length);
        String start = new String(head, 0, first, StandardCharsets.UTF_8);
        long rest = seen - first;
        if (rest <= tail.length) {
            return start + new String(tail, 0, (int) rest, StandardCharsets.UTF_8);
        }
        int oldest = (int) (rest % tail.length);
        return start
                + "\n… " + (rest - tail.length) + " bytes of output left out …\n"
                + new String(tail, oldest, tail.length - oldest, StandardCharsets.UTF_8)
                + new String(tail, 0, oldest, StandardCharsets.UTF_8);
    }
}
