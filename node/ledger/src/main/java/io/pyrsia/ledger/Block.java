package io.pyrsia.ledger;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// An ordered, final block as the ledger sees it: its number, the time and digest that were agreed with it, and its
/// transactions after the checks that need no state.
///
/// Consensus refuses blocks whose time is ahead of its members' clocks; a time before the last block's counts as that.
public record Block(long height, long timeMs, Bytes digest, List<Checked> transactions) {

    public static final int DIGEST_BYTES = 32;

    public Block {
        transactions = List.copyOf(transactions);
        if (digest.size() != DIGEST_BYTES) {
            throw new IllegalArgumentException("a block's digest has " + DIGEST_BYTES + " bytes");
        }
    }
}
