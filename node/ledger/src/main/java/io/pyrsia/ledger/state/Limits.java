package io.pyrsia.ledger.state;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;

/// How large each part of the state may become: part of genesis. What would go beyond is rejected, never dropped.
///
/// Revealed answers wait in memory: open requests × 15 seats × 32 KiB is the worst that builders can do.
public record Limits(
        int authorities,
        int registries,
        int builders,
        int buildersPerSponsor,
        int members,
        int proposals,
        int proposalsPerAuthority,
        int openRequests,
        int openRequestsPerNode,
        int recipes,
        int artifacts,
        int dueEachBlock) {

    public static final int MAX_AUTHORITIES = 64;

    /// A set that tolerates a liar: one that has as many never shrinks below.
    public static final int MIN_AUTHORITIES = 4;

    public static final Limits DEFAULT =
            new Limits(MAX_AUTHORITIES, 64, 1_024, 256, 16_384, 256, 32, 512, 64, 4_000_000, 16_000_000, 1_024);

    static final Codec<Limits> CODEC = Fields.codec(Limits::write, Limits::read);

    public Limits {
        if (authorities > MAX_AUTHORITIES) {
            throw new IllegalArgumentException("more than " + MAX_AUTHORITIES + " authorities");
        }
        for (int limit : new int[] {authorities, builders, members, proposals, openRequests, dueEachBlock}) {
            if (limit < 1) {
                throw new IllegalArgumentException("a limit below one");
            }
        }
    }

    private static void write(Limits limits, ByteWriter out) {
        out.u32(limits.authorities)
                .u32(limits.registries)
                .u32(limits.builders)
                .u32(limits.buildersPerSponsor)
                .u32(limits.members)
                .u32(limits.proposals)
                .u32(limits.proposalsPerAuthority)
                .u32(limits.openRequests)
                .u32(limits.openRequestsPerNode)
                .u32(limits.recipes)
                .u32(limits.artifacts)
                .u32(limits.dueEachBlock);
    }

    private static Limits read(ByteReader in) throws Malformed {
        try {
            return new Limits(
                    limit(in), limit(in), limit(in), limit(in), limit(in), limit(in), limit(in), limit(in), limit(in),
                    limit(in), limit(in), limit(in));
        } catch (IllegalArgumentException e) {
            throw new Malformed(String.valueOf(e.getMessage()));
        }
    }

    private static int limit(ByteReader in) throws Malformed {
        long limit = in.u32();
        if (limit > Integer.MAX_VALUE) {
            throw new Malformed("a limit above 2^31-1");
        }
        return (int) limit;
    }
}
