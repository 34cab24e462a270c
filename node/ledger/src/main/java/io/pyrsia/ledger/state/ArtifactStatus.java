package io.pyrsia.ledger.state;

import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.trust.Trust;
import org.apache.tuweni.bytes.Bytes;

/// What the latest entry says of one artifact: its path in the package, its bytes' SHA-256, its trust, and whether a
/// registry's observation or a build's verdict says so.
public record ArtifactStatus(String path, Bytes sha256, Trust trust, boolean isObserved) {

    private static final int MAX_PATH_BYTES = 3_072;

    static final Codec<ArtifactStatus> CODEC = Fields.codec(
            (status, out) -> {
                Fields.writeText(status.path, out);
                out.bytes(status.sha256);
                Fields.writeConstant(status.trust, Trust.ORDER, out);
                Fields.writeFlag(status.isObserved, out);
            },
            in -> new ArtifactStatus(
                    Fields.readText(in, MAX_PATH_BYTES),
                    Fields.bytes(in, 32),
                    Fields.readConstant(Trust.ORDER, in),
                    Fields.readFlag(in)));

    public ArtifactStatus with(Trust newTrust) {
        return new ArtifactStatus(path, sha256, newTrust, isObserved);
    }
}
