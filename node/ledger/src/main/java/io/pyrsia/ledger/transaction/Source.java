package io.pyrsia.ledger.transaction;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Where a package's source is and what its bytes hash to: a SHA-256, or the SHA-1 that names a git commit.
public record Source(Kind kind, String url, Bytes checksum) {

    /// How the source is fetched.
    public enum Kind {
        ARCHIVE,
        GIT,
        REGISTRY
    }

    public static final int MAX_URL_BYTES = 1_024;

    private static final List<Kind> KINDS = List.of(Kind.ARCHIVE, Kind.GIT, Kind.REGISTRY);

    static final Codec<Source> CODEC = Fields.codec(Source::write, Source::read);

    private static void write(Source source, ByteWriter out) {
        Fields.writeConstant(source.kind, KINDS, out);
        Fields.writeText(source.url, out);
        out.u8(source.checksum.size()).bytes(source.checksum);
    }

    private static Source read(ByteReader in) throws Malformed {
        Kind kind = Fields.readConstant(KINDS, in);
        String url = Fields.readText(in, MAX_URL_BYTES);
        int checksumBytes = in.u8();
        if (checksumBytes != 32 && (checksumBytes != 20 || kind != Kind.GIT)) {
            throw new Malformed("a source's checksum has 32 bytes, or 20 if it is a git commit");
        }
        return new Source(kind, url, Fields.bytes(in, checksumBytes));
    }

    /// The checksum as people write it.
    public String checksumText() {
        return (kind == Kind.GIT ? "git:" : "sha256:") + checksum.toUnprefixedHexString();
    }
}
