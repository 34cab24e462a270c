package io.pyrsia.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.map.MerkleMap;
import io.pyrsia.ledger.state.Snapshot;
import io.pyrsia.ledger.state.State;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.state.Tables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Four replicas live through the same random history in different ways and agree on every block: one just runs, one
/// restarts from its own snapshots, one has its maps made anew in random order, one joins late from a snapshot.
class ReplicasTest {

    private static final int BLOCK_TRANSACTIONS = 25;

    @Test
    void sixtyHistories() throws Malformed {
        run(0, 60, 20);
    }

    @Test
    @Tag("long")
    void tenThousandHistories() throws Malformed {
        run(1_000_000, 10_000, 8);
    }

    /// The generator reaches both ends: enough is accepted, and of all kinds of entries there are some.
    @Test
    void historiesAreWorthReplaying() {
        RandomTransactions transactions = new RandomTransactions(new SplittableRandom(42));
        State state = Ledger.begin(RandomTransactions.genesis()).state();
        Map<Reason, Integer> rejected = new EnumMap<>(Reason.class);
        int accepted = 0;
        int all = 0;
        List<String> operations = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            Applied applied = Ledger.apply(state, transactions.block(state, 20));
            state = applied.state();
            applied.entries().forEach(entry -> operations.add(entry.content().operation()));
            for (Outcome outcome : applied.outcomes()) {
                all++;
                switch (outcome) {
                    case Outcome.Accepted ignored -> accepted++;
                    case Outcome.Rejected because -> rejected.merge(because.reason(), 1, Integer::sum);
                }
            }
        }
        assertTrue(accepted > all / 5 && accepted < all * 4 / 5, accepted + " of " + all + ", rejected " + rejected);
        assertTrue(rejected.size() > 25, () -> "reasons: " + rejected);
        for (String operation :
                List.of("AddArtifact", "RemoveArtifact", "Observation", "Dispute", "AddNode", "RemoveNode")) {
            assertTrue(operations.contains(operation), operation);
        }
    }

    private static void run(long firstSeed, int histories, int blocks) throws Malformed {
        for (long seed = firstSeed; seed < firstSeed + histories; seed++) {
            new History(seed, blocks).run();
        }
    }

    /// One history on four replicas.
    private static final class History {

        private final long seed;
        private final int blocks;
        private final Random random;
        private final RandomTransactions transactions;
        private State running = Ledger.begin(RandomTransactions.genesis()).state();
        private State restarting = running;
        private State shuffled = running;
        private State late = running;

        History(long seed, int blocks) {
            this.seed = seed;
            this.blocks = blocks;
            this.random = new Random(seed);
            this.transactions = new RandomTransactions(new SplittableRandom(seed));
        }

        void run() throws Malformed {
            int joinsAt = random.nextInt(blocks);
            for (int i = 0; i < blocks; i++) {
                Block block = transactions.block(running, BLOCK_TRANSACTIONS);
                Applied applied = Ledger.apply(running, block);
                running = applied.state();
                restarting = agreed(applied, Ledger.apply(restarting, block));
                shuffled = agreed(applied, Ledger.apply(shuffled, block));
                if (random.nextInt(10) == 0) {
                    restarting = installed(restarting);
                }
                if (random.nextInt(10) == 0) {
                    shuffled = remade(shuffled);
                }
                if (i == joinsAt) {
                    late = installed(running);
                } else if (i > joinsAt) {
                    late = Ledger.apply(late, block).state();
                }
            }
            assertEquals(running.root(), late.root(), () -> "seed " + seed);
        }

        private State agreed(Applied one, Applied other) {
            assertEquals(one.state().root(), other.state().root(), () -> "seed " + seed);
            assertEquals(one.outcomes(), other.outcomes(), () -> "seed " + seed);
            assertEquals(one.encodedEntries(), other.encodedEntries(), () -> "seed " + seed);
            return other.state();
        }

        private static State installed(State state) throws Malformed {
            List<Bytes> chunks = new ArrayList<>();
            Snapshot.write(state, chunks::add);
            Snapshot.Installer installer = new Snapshot.Installer(chunks.getFirst());
            for (Bytes chunk : chunks.subList(1, chunks.size())) {
                installer.accept(chunk);
            }
            return installer.finish(state.root());
        }

        /// The same rows, put in a random order between others that go again.
        private State remade(State state) {
            Tables tables = Tables.EMPTY;
            for (Table<?> table : Table.ALL) {
                tables = remade(state.tables(), tables, table);
            }
            return new State(
                    state.network(),
                    state.parameters(),
                    state.limits(),
                    state.height(),
                    state.timeMs(),
                    state.authorities(),
                    state.log(),
                    tables);
        }

        private <V> Tables remade(Tables from, Tables to, Table<V> table) {
            List<MerkleMap.Item<V>> rows = new ArrayList<>();
            from.rows(table).forEach(rows::add);
            Collections.shuffle(rows, random);
            Tables tables = to;
            for (MerkleMap.Item<V> row : rows) {
                Bytes decoy = row.key().not();
                tables = tables.put(table, decoy, row.value());
                tables = tables.put(table, row.key(), row.value());
                if (from.get(table, decoy) == null) {
                    tables = tables.remove(table, decoy);
                }
            }
            for (MerkleMap.Item<V> row : rows) {
                tables = tables.put(table, row.key(), row.value());
            }
            return tables;
        }
    }
}
