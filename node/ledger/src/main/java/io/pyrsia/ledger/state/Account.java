package io.pyrsia.ledger.state;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;

/// What one author has used: running numbers, so that nothing is replayed, and shares of the limits.
///
/// Bit i of `seen` says whether number `highest - i` was used; numbers below the window count as used.
public record Account(long highest, long seen, int sponsored, int openRequests, int openProposals) {

    /// How far behind the highest number a late transaction may be.
    public static final int WINDOW = 64;

    /// How far ahead a number may be, so that a mistake does not use all numbers up.
    public static final long MAX_AHEAD = 1L << 32;

    /// An author who has said nothing; numbers start at 1.
    public static final Account NEW = new Account(0, 1, 0, 0, 0);

    static final Codec<Account> CODEC = Fields.codec(
            (account, out) -> out.u64(account.highest)
                    .u32(account.seen >>> 32)
                    .u32(account.seen & 0xffff_ffffL)
                    .u32(account.sponsored)
                    .u32(account.openRequests)
                    .u32(account.openProposals),
            in -> new Account(in.u64(), in.u32() << 32 | in.u32(), count(in), count(in), count(in)));

    private static int count(ByteReader in) throws Malformed {
        long count = in.u32();
        if (count > Integer.MAX_VALUE) {
            throw new Malformed("a count above 2^31-1");
        }
        return (int) count;
    }

    public boolean isTooFar(long sequence) {
        return sequence - highest > MAX_AHEAD;
    }

    public boolean isTooOld(long sequence) {
        return highest - sequence >= WINDOW;
    }

    /// Whether a number within the window was used.
    public boolean isUsed(long sequence) {
        return sequence <= highest && (seen >>> (highest - sequence) & 1) == 1;
    }

    /// With a number used that is neither too far, too old nor used.
    public Account use(long sequence) {
        if (sequence <= highest) {
            return new Account(highest, seen | 1L << (highest - sequence), sponsored, openRequests, openProposals);
        }
        long ahead = sequence - highest;
        long shifted = ahead >= WINDOW ? 0 : seen << ahead;
        return new Account(sequence, shifted | 1, sponsored, openRequests, openProposals);
    }

    public Account sponsor(int change) {
        return new Account(highest, seen, sponsored + change, openRequests, openProposals);
    }

    public Account request(int change) {
        return new Account(highest, seen, sponsored, openRequests + change, openProposals);
    }

    public Account propose(int change) {
        return new Account(highest, seen, sponsored, openRequests, openProposals + change);
    }
}
