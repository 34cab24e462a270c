package io.pyrsia.bench.ledger;

import com.sun.management.OperatingSystemMXBean;
import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.Applied;
import io.pyrsia.ledger.Block;
import io.pyrsia.ledger.Checked;
import io.pyrsia.ledger.Ledger;
import io.pyrsia.ledger.Outcome;
import io.pyrsia.ledger.RandomTransactions;
import io.pyrsia.ledger.state.State;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.SignedTransaction;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;

/// Random valid and invalid transactions a second on one core: decoded, named, judged, applied, entries written and
/// hashed into the log, and the state's root computed for each block; signatures and random proofs apart.
///
/// Told by the wall clock, and by the process' CPU time with compilation and garbage collection, for a busy machine.
/// Pin it to one core (`taskset -c 0`), or the compiler works beside it on another one.
///
/// Arguments: transactions a round, largest block, rounds (60000 100 7).
public final class LedgerBench {

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final int transactions;
    private final int blockSize;

    private LedgerBench(int transactions, int blockSize) {
        this.transactions = transactions;
        this.blockSize = blockSize;
    }

    /// One transaction as it comes from the network; a draw's output stands in for the proof that gives it.
    private record Incoming(Bytes encoded, Bytes output) {}

    private record Recorded(Block block, List<Incoming> incoming) {}

    public static void main(String[] arguments) throws Malformed {
        int transactions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60_000;
        int blockSize = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 7;
        LedgerBench bench = new LedgerBench(transactions, blockSize);
        double[] perSecond = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            perSecond[round] = bench.run(round);
        }
        Arrays.sort(perSecond);
        System.out.printf(
                "transactions/s by the wall clock: min %.0f, median %.0f, max %.0f%n",
                perSecond[0], perSecond[rounds / 2], perSecond[rounds - 1]);
    }

    private double run(long seed) throws Malformed {
        List<Recorded> history = record(seed);
        long count = 0;
        long accepted = 0;
        long entries = 0;
        State state = Ledger.begin(RandomTransactions.genesis()).state();
        long cpuStart = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        for (Recorded recorded : history) {
            Applied applied = Ledger.apply(state, read(recorded, state));
            state = applied.state();
            requireSame(state.root(), state);
            count += applied.outcomes().size();
            entries += applied.entries().size();
            accepted += applied.outcomes().stream().filter(Outcome::isAccepted).count();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (PROCESS.getProcessCpuTime() - cpuStart) / 1e9;
        System.out.printf(
                "%d transactions, %d accepted, %d entries, %d blocks: %.0f/s, %.0f per second of CPU time%n",
                count, accepted, entries, history.size(), count / seconds, count / cpuSeconds);
        return count / seconds;
    }

    private List<Recorded> record(long seed) {
        RandomTransactions random = new RandomTransactions(new SplittableRandom(seed));
        List<Recorded> history = new ArrayList<>();
        State state = Ledger.begin(RandomTransactions.genesis()).state();
        int count = 0;
        while (count < transactions) {
            Block block = random.block(state, blockSize);
            state = Ledger.apply(state, block).state();
            history.add(new Recorded(
                    block,
                    block.transactions().stream().map(LedgerBench::encode).toList()));
            count += block.transactions().size();
        }
        return history;
    }

    private static Incoming encode(Checked checked) {
        return switch (checked) {
            case Checked.Sound sound ->
                new Incoming(
                        new SignedTransaction(
                                        sound.author(), sound.sequence(), sound.transaction(), Bytes.wrap(new byte[64]))
                                .encode(),
                        sound.output());
            case Checked.Unsound ignored -> new Incoming(Bytes.EMPTY, Bytes.EMPTY);
        };
    }

    private static Block read(Recorded recorded, State state) throws Malformed {
        List<Checked> checked = new ArrayList<>();
        for (int i = 0; i < recorded.incoming.size(); i++) {
            Incoming incoming = recorded.incoming.get(i);
            checked.add(
                    incoming.encoded.isEmpty() ? recorded.block.transactions().get(i) : read(incoming, state));
        }
        return new Block(recorded.block.height(), recorded.block.timeMs(), recorded.block.digest(), checked);
    }

    private static Checked read(Incoming incoming, State state) throws Malformed {
        SignedTransaction signed = SignedTransaction.decode(incoming.encoded);
        return new Checked.Sound(
                Id.of(signed.message(state.network())),
                signed.author(),
                signed.sequence(),
                signed.transaction(),
                incoming.output);
    }

    /// Keeps the root from being left out as unused.
    private static void requireSame(Bytes root, State state) {
        if (root.isEmpty()) {
            throw new IllegalStateException("no root at " + state.height());
        }
    }
}
