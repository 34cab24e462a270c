package io.pyrsia.server.ledger;

import io.pyrsia.consensus.Evidence;
import io.pyrsia.ledger.View;
import java.util.List;

/// Hears what the ledger comes to; calls are short and come in order, from one thread.
public interface LedgerListener {

    /// A block is final and executed here; the view is the one after it.
    default void applied(View view, List<TransactionResult> results) {}

    /// An authority signed two conflicting votes.
    default void convicted(Evidence evidence) {}

    /// The node takes part no more; the sentence says why.
    void halted(String reason);
}
