package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Transaction;
import org.apache.tuweni.bytes.Bytes;

/// A transaction after the checks that need no state, see [Checker].
public sealed interface Checked {

    /// The author signed it. `output` is the random output of a draw's proof, empty for all else.
    record Sound(Id id, NodeId author, long sequence, Transaction transaction, Bytes output) implements Checked {}

    /// It is rejected whatever the state is.
    record Unsound(Reason reason) implements Checked {}
}
