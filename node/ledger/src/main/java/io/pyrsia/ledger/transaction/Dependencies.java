package io.pyrsia.ledger.transaction;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import java.util.List;

/// What a build needed: the digest of the whole list, its length, and the list itself where it is short.
///
/// The whole list is a blob: one package URL a line, sorted. A long one is stated by digest alone, with nothing listed.
public record Dependencies(Digest digest, long count, List<Purl> listed) {

    public static final int MAX_LISTED = 400;
    public static final Codec<Dependencies> CODEC = Fields.codec(Dependencies::write, Dependencies::read);

    public Dependencies {
        listed = List.copyOf(listed);
    }

    /// The same by digest alone.
    public Dependencies withoutList() {
        return new Dependencies(digest, count, List.of());
    }

    private static void write(Dependencies dependencies, ByteWriter out) {
        Fields.writeSha256(dependencies.digest, out);
        out.u32(dependencies.count);
        Fields.writeList(dependencies.listed, Fields.PURL, out);
    }

    private static Dependencies read(ByteReader in) throws Malformed {
        Dependencies dependencies =
                new Dependencies(Fields.readSha256(in), in.u32(), Fields.readSorted(Fields.PURL, MAX_LISTED, in));
        if (!dependencies.listed.isEmpty() && dependencies.listed.size() != dependencies.count) {
            throw new Malformed("dependencies are listed all or not at all");
        }
        return dependencies;
    }
}
