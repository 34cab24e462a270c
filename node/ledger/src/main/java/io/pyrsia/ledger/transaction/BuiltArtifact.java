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

/// One file that a build made: its path within the package, what it hashes to, and how it is fetched in pieces.
public record BuiltArtifact(
        String path, Forms forms, @Nullable Digest sha512, long size, Bytes pieceRoot, String mediaType)
        implements Comparable<BuiltArtifact> {

    public static final int MAX_PATH_BYTES = 256;
    public static final int MAX_MEDIA_TYPE_BYTES = 127;

    static final Codec<BuiltArtifact> CODEC = Fields.codec(BuiltArtifact::write, BuiltArtifact::read);

    static final Codec<Digest> SHA512 = Fields.codec(
            (digest, out) -> out.bytes(digest.value()),
            in -> new Digest(Digest.Algorithm.SHA512, Fields.bytes(in, 64)));

    private static void write(BuiltArtifact artifact, ByteWriter out) {
        Fields.writeText(artifact.path, out);
        Forms.CODEC.write(artifact.forms, out);
        Fields.writeOptional(artifact.sha512, SHA512, out);
        out.u64(artifact.size).bytes(artifact.pieceRoot);
        Fields.writeText(artifact.mediaType, out);
    }

    private static BuiltArtifact read(ByteReader in) throws Malformed {
        return new BuiltArtifact(
                readPath(in),
                Forms.CODEC.read(in),
                Fields.readOptional(SHA512, in),
                Fields.readNumber(in),
                Fields.bytes(in, 32),
                Fields.readText(in, MAX_MEDIA_TYPE_BYTES));
    }

    /// A path that is the same before and after it was part of a package URL.
    private static String readPath(ByteReader in) throws Malformed {
        String path = Fields.readText(in, MAX_PATH_BYTES);
        if (!path.matches("[A-Za-z0-9._+=@~-]+(/[A-Za-z0-9._+=@~-]+)*") || path.matches("(.*/)?\\.\\.?(/.*)?")) {
            throw new Malformed("not a path within a package");
        }
        return path;
    }

    /// The artifact's own package URL.
    public Purl purlIn(Purl version) {
        try {
            return Purl.parse(version + "#" + path);
        } catch (Malformed e) {
            throw new IllegalStateException("a checked path of a checked package: " + version + "#" + path, e);
        }
    }

    /// Whether both speak of the same bytes and one of them says something untrue of them. Only some builds have a
    /// SHA-512.
    public boolean contradicts(BuiltArtifact other) {
        boolean isSameSha512 = sha512 == null || other.sha512 == null || sha512.equals(other.sha512);
        boolean isSameFile = size == other.size && pieceRoot.equals(other.pieceRoot) && isSameSha512;
        return forms.raw().equals(other.forms.raw()) && !isSameFile;
    }

    /// How much this is the same as another build's file, if neither says something untrue of the other's bytes.
    public Sameness compareWith(BuiltArtifact other) {
        return contradicts(other) ? Sameness.X : forms.compareWith(other.forms);
    }

    @Override
    public int compareTo(BuiltArtifact other) {
        return path.compareTo(other.path);
    }
}
