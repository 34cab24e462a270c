package io.pyrsia.ledger;

import io.pyrsia.ledger.state.State;
import java.util.SplittableRandom;

/// States in which something of everything has happened.
public final class StatesForTests {

    private StatesForTests() {}

    public static State busy(long seed, int blocks) {
        RandomTransactions transactions = new RandomTransactions(new SplittableRandom(seed));
        State state = Ledger.begin(RandomTransactions.genesis()).state();
        for (int i = 0; i < blocks; i++) {
            state = Ledger.apply(state, transactions.block(state, 20)).state();
        }
        return state;
    }
}
