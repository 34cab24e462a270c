package io.pyrsia.ledger.transaction;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import java.util.List;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;

/// What a builder answers to a request: what it built, or that it could not.
public sealed interface BuildOutcome {

    int MAX_ARTIFACTS = 256;
    int MAX_REASON_BYTES = 512;

    /// A larger answer is refused, because answers wait in the state until all are revealed.
    int MAX_BYTES = 32_768;

    Codec<BuildOutcome> CODEC = Fields.codec(BuildOutcome::write, BuildOutcome::read);

    /// The files, by path, what they needed, and the digest of the signed provenance.
    record Built(List<BuiltArtifact> artifacts, Dependencies dependencies, Digest attestation) implements BuildOutcome {

        public Built {
            artifacts = List.copyOf(artifacts);
        }

        /// What the vote is on: the paths and their normalised digests.
        public Bytes ballot() {
            return digest(Forms::normalised);
        }

        /// What this builder can serve: the paths and their raw digests.
        public Bytes raw() {
            return digest(Forms::raw);
        }

        /// What else an entry says of the build, which does not follow from its bytes.
        public Bytes remarks() {
            ByteWriter out = new ByteWriter();
            artifacts.forEach(artifact -> Fields.writeText(artifact.mediaType(), out));
            Dependencies.CODEC.write(dependencies, out);
            return Digest.sha256(out.toBytes()).value();
        }

        /// Whether both speak of the same bytes of a file and one of them says something untrue of them.
        public boolean contradicts(Built other) {
            return artifacts.stream().anyMatch(mine -> other.artifacts.stream()
                    .anyMatch(theirs -> mine.path().equals(theirs.path()) && mine.contradicts(theirs)));
        }

        private Bytes digest(Function<Forms, Bytes> rung) {
            ByteWriter out = new ByteWriter();
            for (BuiltArtifact artifact : artifacts) {
                Fields.writeText(artifact.path(), out);
                out.bytes(rung.apply(artifact.forms()));
            }
            return Digest.sha256(out.toBytes()).value();
        }
    }

    /// Why there is nothing: signed as well, so that failing is an answer and silence is not.
    record CannotBuild(String reason) implements BuildOutcome {}

    private static void write(BuildOutcome outcome, ByteWriter out) {
        switch (outcome) {
            case Built built -> {
                out.u8(0);
                Fields.writeList(built.artifacts, BuiltArtifact.CODEC, out);
                Dependencies.CODEC.write(built.dependencies, out);
                Fields.writeSha256(built.attestation, out);
            }
            case CannotBuild failure -> {
                out.u8(1);
                Fields.writeText(failure.reason, out);
            }
        }
    }

    private static BuildOutcome read(ByteReader in) throws Malformed {
        int start = in.position();
        BuildOutcome outcome = Fields.readFlag(in) ? readFailure(in) : readBuilt(in);
        if (in.position() - start > MAX_BYTES) {
            throw new Malformed("an answer to a build request is larger than " + MAX_BYTES + " bytes");
        }
        return outcome;
    }

    private static Built readBuilt(ByteReader in) throws Malformed {
        List<BuiltArtifact> artifacts = Fields.readSorted(BuiltArtifact.CODEC, MAX_ARTIFACTS, in);
        if (artifacts.isEmpty()) {
            throw new Malformed("a build without artifacts");
        }
        return new Built(artifacts, Dependencies.CODEC.read(in), Fields.readSha256(in));
    }

    private static CannotBuild readFailure(ByteReader in) throws Malformed {
        return new CannotBuild(Fields.readText(in, MAX_REASON_BYTES));
    }
}
