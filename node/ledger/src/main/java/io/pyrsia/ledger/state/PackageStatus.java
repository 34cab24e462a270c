package io.pyrsia.ledger.state;

import io.pyrsia.base.Digest;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.trust.Trust;
import org.jspecify.annotations.Nullable;

/// What became of the builds of one package version: by which recipe, how often tried, with what trust, and whether
/// a request is open.
public record PackageStatus(
        Digest recipe,
        int attempts,
        long closedMs,
        @Nullable Trust trust,
        @Nullable Id open) {

    private static final Codec<Trust> TRUST = Fields.codec(
            (trust, out) -> Fields.writeConstant(trust, Trust.ORDER, out), in -> Fields.readConstant(Trust.ORDER, in));

    static final Codec<PackageStatus> CODEC = Fields.codec(
            (status, out) -> {
                Fields.writeSha256(status.recipe, out);
                out.u8(status.attempts).u64(status.closedMs);
                Fields.writeOptional(status.trust, TRUST, out);
                Fields.writeOptional(status.open, Id.CODEC, out);
            },
            in -> new PackageStatus(
                    Fields.readSha256(in),
                    in.u8(),
                    in.u64(),
                    Fields.readOptional(TRUST, in),
                    Fields.readOptional(Id.CODEC, in)));

    public PackageStatus closed(@Nullable Trust newTrust, long nowMs) {
        return new PackageStatus(recipe, attempts, nowMs, newTrust == null ? trust : newTrust, null);
    }

    public PackageStatus audited(Id audit) {
        return new PackageStatus(recipe, attempts, closedMs, trust, audit);
    }

    public PackageStatus with(Trust newTrust) {
        return new PackageStatus(recipe, attempts, closedMs, newTrust, open);
    }
}
