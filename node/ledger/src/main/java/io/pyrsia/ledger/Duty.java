package io.pyrsia.ledger;

import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Recipe;
import org.apache.tuweni.bytes.Bytes;

/// What the network waits for from one node.
public sealed interface Duty {

    /// An authority's random share, see [io.pyrsia.ledger.transaction.Transaction.Draw#input].
    record Contribute(Id request, int round, Bytes seed) implements Duty {}

    /// A build, to be committed to before the deadline.
    ///
    /// @param isAsked whether the network wants to know if the builder is at work
    record Build(Id request, int round, Recipe recipe, long deadlineMs, boolean isAsked) implements Duty {}

    /// The answer that was committed to, with its salt.
    record Reveal(Id request, int round, long deadlineMs) implements Duty {}
}
