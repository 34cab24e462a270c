package io.pyrsia.ledger;

import io.pyrsia.ledger.entry.AuthoritySet;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.state.State;
import io.pyrsia.log.Appended;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// What a block led to: the next state, the entries it appended to the log (as records and as bytes), the tiles that
/// they touch, one outcome per transaction, and the set of the next epoch if this block seals its own.
///
/// @param entriesAfter for each transaction, how many of the block's entries there were after it
public record Applied(
        State state,
        List<Entry> entries,
        List<Bytes> encodedEntries,
        Appended log,
        List<Outcome> outcomes,
        List<Integer> entriesAfter,
        Optional<AuthoritySet> sealed) {

    public Applied {
        entries = List.copyOf(entries);
        encodedEntries = List.copyOf(encodedEntries);
        outcomes = List.copyOf(outcomes);
        entriesAfter = List.copyOf(entriesAfter);
    }
}
