package io.pyrsia.server.ledger;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.consensus.Block;
import io.pyrsia.ledger.transaction.SignedTransaction;
import java.util.OptionalLong;
import org.apache.tuweni.bytes.Bytes;

/// The time of a block: what its leader's clock said, in front of its transactions.
///
/// Authorities do not vote for a block whose time is ahead of their own clock by more than the tolerance, so a quorum
/// never lets time run away; the ledger keeps it from going back. No transaction begins with the mark of a time.
final class AgreedTime {

    /// How far clocks may differ.
    static final long TOLERANCE_MS = 5_000;

    private static final int MARK = 0;
    private static final int BYTES = 1 + Long.BYTES;

    private AgreedTime() {}

    static Bytes encode(long timeMs) {
        return new ByteWriter().u8(MARK).u64(timeMs).toBytes();
    }

    /// The time of a block that has one.
    static OptionalLong of(Block block) {
        if (block.transactions().isEmpty()) {
            return OptionalLong.empty();
        }
        Bytes first = block.transactions().getFirst();
        boolean isTime = first.size() == BYTES && first.get(0) == MARK && first.get(1) >= 0;
        return isTime ? OptionalLong.of(first.getLong(1)) : OptionalLong.empty();
    }

    /// Whether bytes could be a transaction and are no time.
    static boolean isTransaction(Bytes bytes) {
        return !bytes.isEmpty() && bytes.get(0) != MARK && bytes.size() <= SignedTransaction.MAX_BYTES;
    }
}
