package io.pyrsia.ledger.transaction;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What a trusted registry's node saw its upstream serve, and when.
///
/// A moving name, like a tag, may show other bytes tomorrow; for any other name that is a dispute.
public record Observation(
        Purl purl,
        Digest sha256,
        @Nullable Digest sha512,
        long size,
        Bytes pieceRoot,
        String mediaType,
        String url,
        long observedAtMs,
        boolean isMoving) {

    static final Codec<Observation> CODEC = Fields.codec(Observation::write, Observation::read);

    private static void write(Observation observation, ByteWriter out) {
        Fields.writePurl(observation.purl, out);
        Fields.writeSha256(observation.sha256, out);
        Fields.writeOptional(observation.sha512, BuiltArtifact.SHA512, out);
        out.u64(observation.size).bytes(observation.pieceRoot);
        Fields.writeText(observation.mediaType, out);
        Fields.writeText(observation.url, out);
        out.u64(observation.observedAtMs);
        Fields.writeFlag(observation.isMoving, out);
    }

    private static Observation read(ByteReader in) throws Malformed {
        Purl purl = Fields.readPurl(in);
        if (purl.version() == null) {
            throw new Malformed("an observation names a version");
        }
        return new Observation(
                purl,
                Fields.readSha256(in),
                Fields.readOptional(BuiltArtifact.SHA512, in),
                Fields.readNumber(in),
                Fields.bytes(in, 32),
                Fields.readText(in, BuiltArtifact.MAX_MEDIA_TYPE_BYTES),
                Fields.readText(in, Source.MAX_URL_BYTES),
                Fields.readNumber(in),
                Fields.readFlag(in));
    }
}
