package io.pyrsia.ledger;

import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The entries of a random history.
public final class LogForTests {

    private LogForTests() {}

    /// As long as it takes until every kind of entry is there.
    public static List<Entry> entriesOfAllKinds(long seed) {
        for (int count = 500; count < 50_000; count *= 2) {
            List<Entry> entries = entries(seed, count);
            long kinds = entries.stream()
                    .map(entry -> entry.content().operation())
                    .distinct()
                    .count();
            if (kinds == 6) {
                return entries;
            }
        }
        throw new AssertionError("a kind of entry never comes");
    }

    public static List<Entry> entries(long seed, int count) {
        RandomTransactions transactions = new RandomTransactions(new SplittableRandom(seed));
        Applied applied = Ledger.begin(RandomTransactions.genesis());
        List<Entry> entries = new ArrayList<>(applied.entries());
        State state = applied.state();
        while (entries.size() < count) {
            applied = Ledger.apply(state, transactions.block(state, 20));
            state = applied.state();
            entries.addAll(applied.entries());
        }
        return entries;
    }
}
