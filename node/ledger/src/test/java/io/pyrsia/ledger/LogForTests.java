package io.pyrsia.ledger;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The entries of a random history, the last of which is a recovery.
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
            if (kinds == 7) {
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
        entries.addAll(recovered(state).entries());
        return entries;
    }

    /// What people may decide at the end of any history: the same authorities go on but for the last one.
    static Applied recovered(State state) {
        List<NodeId> old = state.authorities().nodes();
        List<NodeId> next = new ArrayList<>(old.subList(0, old.size() - 1));
        next.add(PrivateKey.generate(new SplittableRandom(77)).publicKey().id());
        Digest document = Digest.sha256(state.root());
        Recovery recovery = new Recovery(document, next, old.subList(0, old.size() - 1), "a fire", state.timeMs() + 1);
        return Ledger.recover(state, recovery, document.value());
    }
}
