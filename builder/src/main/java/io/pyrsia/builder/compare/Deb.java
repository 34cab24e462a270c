package io.pyrsia.builder.compare;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/// Reads a Debian package: an `ar` of a version, a tar of control files and a tar of what is installed.
final class Deb {

    private static final byte[] MAGIC = "!<arch>\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 60;

    private Deb() {}

    static List<Member> read(InputStream in, Bounds.Budget budget, Keeper keeper) throws IOException, Malformed {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new Malformed("it is no Debian package");
        }
        List<Member> members = new ArrayList<>();
        for (byte[] header = in.readNBytes(HEADER); header.length > 0; header = in.readNBytes(HEADER)) {
            String text = new String(header, StandardCharsets.ISO_8859_1);
            if (header.length != HEADER
                    || !text.endsWith("`\n")
                    || !text.substring(48, 58).matches("[0-9]+ *")) {
                throw new Malformed("it has a torn header");
            }
            long size = Long.parseLong(text.substring(48, 58).strip());
            try (Part part = new Part(in, size)) {
                String name = text.substring(0, 16).strip().replaceFirst("/$", "");
                part(name, text, size, part, budget, keeper, members);
                part.skipRest();
            }
            if (size % 2 == 1) {
                in.readNBytes(1);
            }
        }
        return members;
    }

    private static void part(
            String name, String header, long size, Part part, Bounds.Budget budget, Keeper keeper, List<Member> members)
            throws IOException, Malformed {
        budget.member(name);
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        facts.put(Fact.TIME, header.substring(16, 28).strip());
        facts.put(Fact.PACKER, header.substring(28, 48).strip());
        facts.put(Fact.TYPE, "part");
        if (name.startsWith("control.tar") || name.startsWith("data.tar")) {
            String plain = name.substring(0, name.indexOf(".tar") + 4);
            members.add(new Member(
                    plain, facts, Content.of(0, Digest.sha256(Bytes.EMPTY).value())));
            try (InputStream tar = Compression.open(part)) {
                members.addAll(Tar.read(tar, plain + ":", Kind.DEB, budget, keeper));
            }
        } else if (name.equals("debian-binary") && size <= HEADER) {
            byte[] version = part.readAllBytes();
            members.add(new Member(
                    name,
                    facts,
                    Content.of(size, Digest.sha256(Bytes.wrap(version)).value())));
        } else {
            throw new Malformed("it has an unknown part '" + name + "'");
        }
    }

    /// A part of the file that ends where its header says.
    private static final class Part extends InputStream {
        private final InputStream in;
        private long left;

        Part(InputStream in, long size) {
            this.in = in;
            this.left = size;
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

        void skipRest() throws Malformed {
            if (left > 0) {
                throw new Malformed("it has a part with something behind its end");
            }
        }
    }
}
