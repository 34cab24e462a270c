package io.pyrsia.server.ledger;

import io.pyrsia.ledger.Reason;
import io.pyrsia.ledger.transaction.Id;

/// What became of a transaction; the same on every node that has the block.
public sealed interface TransactionResult {

    /// It took effect in the block of this height, at this agreed time; it appended `entries` entries to the log, the
    /// first of them at `firstEntry`.
    record Accepted(Id id, long height, long timeMs, long firstEntry, int entries) implements TransactionResult {}

    /// It is in the block of this height and changed nothing; with height 0, it was not let into a block.
    record Rejected(Id id, long height, Reason reason) implements TransactionResult {}

    /// It is no transaction, or nobody signed it, whatever the state is.
    record Unsound(Reason reason) implements TransactionResult {}

    /// This node cannot tell: its pool is full, too many wait, it took too long, or the node stops. It may still
    /// become final; submitting it again does no harm.
    record Unavailable(String why) implements TransactionResult {}
}
