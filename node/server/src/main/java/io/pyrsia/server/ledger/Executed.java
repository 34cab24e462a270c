package io.pyrsia.server.ledger;

import io.pyrsia.ledger.state.State;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// What a block did: the states before and after it, the entries it appended, and what became of each of its
/// transactions; or, in the place of a block, what a recovery did.
record Executed(State before, State after, List<Bytes> entries, List<TransactionResult> results, boolean isRecovery) {

    Executed {
        entries = List.copyOf(entries);
        results = List.copyOf(results);
    }
}
