package io.pyrsia.builder;

import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads an `ar` archive, which is what a Debian package is, member by member.
public final class Ar {

    private static final String MAGIC = "!<arch>\n";
    private static final int HEADER = 60;

    private final InputStream in;
    private Content before; // Owner: the thread that reads.

    private Ar(InputStream in) {
        this.in = in;
        this.before = new Content(in, 0);
    }

    /// Begins to read what must be such an archive.
    public static Ar open(InputStream in) throws IOException, Malformed {
        if (!MAGIC.equals(text(in.readNBytes(MAGIC.length())))) {
            throw new Malformed("it is no Debian package");
        }
        return new Ar(in);
    }

    /// The next member; what was not read of the one before is skipped.
    public Optional<Member> next() throws IOException, Malformed {
        in.skipNBytes(before.left);
        if (before.bytes % 2 == 1) {
            in.readNBytes(1);
        }
        String header = text(in.readNBytes(HEADER));
        if (header.isEmpty()) {
            return Optional.empty();
        }
        if (header.length() != HEADER || !header.substring(48).matches("[0-9]+ *`\n")) {
            throw new Malformed("it has a torn header");
        }
        String name = header.substring(0, 16).strip().replaceFirst("/$", "");
        before = new Content(in, Long.parseLong(header.substring(48, 58).strip()));
        return Optional.of(new Member(
                name, header.substring(16, 28).strip(), header.substring(28, 48).strip(), before));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// One member.
    ///
    /// @param time when it was changed, as it is written
    /// @param packer the owner, group and mode, likewise
    public record Member(String name, String time, String packer, Content content) {}

    /// The bytes of one member, to be read before the next one is asked for.
    public static final class Content extends InputStream {
        private final InputStream in;
        private final long bytes;
        private long left;

        Content(InputStream in, long bytes) {
            this.in = in;
            this.bytes = bytes;
            this.left = bytes;
        }

        public long bytes() {
            return bytes;
        }

        public long left() {
            return left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int got = in.read(into, from, (int) Math.min(length, left));
            if (got < 0) {
                throw new IOException("it ends within a part");
            }
            left -= got;
            return got;
        }
    }
}
