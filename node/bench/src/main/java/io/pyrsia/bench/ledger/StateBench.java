package io.pyrsia.bench.ledger;

import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.Ledger;
import io.pyrsia.ledger.RandomTransactions;
import io.pyrsia.ledger.state.ArtifactStatus;
import io.pyrsia.ledger.state.Snapshot;
import io.pyrsia.ledger.state.State;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.state.Tables;
import io.pyrsia.ledger.trust.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;

/// What a state with many artifacts costs: heap, a row, a root after one row, a snapshot out and in.
///
/// Argument: artifacts (500000).
public final class StateBench {

    private static final int CHANGES = 20_000;

    private final SplittableRandom random = new SplittableRandom(1);

    private StateBench() {}

    public static void main(String[] arguments) throws Malformed {
        new StateBench().run(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500_000);
    }

    private void run(int artifacts) throws Malformed {
        State empty = Ledger.begin(RandomTransactions.genesis()).state();
        long before = usedHeap();
        long start = System.nanoTime();
        State state = filled(empty, artifacts);
        report("rows put and hashed", artifacts, start);
        System.out.printf("heap: %.0f bytes an artifact%n", (usedHeap() - before) / (double) artifacts);

        start = System.nanoTime();
        for (int i = 0; i < CHANGES; i++) {
            state = with(state, state.tables().put(Table.ARTIFACTS, key(), row()));
            state.root();
        }
        report("roots after one changed row", CHANGES, start);

        start = System.nanoTime();
        List<Bytes> chunks = new ArrayList<>();
        Snapshot.write(state, chunks::add);
        long bytes = chunks.stream().mapToLong(Bytes::size).sum();
        System.out.printf(
                "snapshot: %d bytes in %d chunks, written in %.0f ms%n",
                bytes, chunks.size(), (System.nanoTime() - start) / 1e6);

        start = System.nanoTime();
        Snapshot.Installer installer = new Snapshot.Installer(chunks.getFirst());
        for (Bytes chunk : chunks.subList(1, chunks.size())) {
            installer.accept(chunk);
        }
        installer.finish(state.root());
        System.out.printf("snapshot: installed and checked in %.0f ms%n", (System.nanoTime() - start) / 1e6);
    }

    private State filled(State empty, int artifacts) {
        Tables tables = empty.tables();
        for (int i = 0; i < artifacts; i++) {
            tables = tables.put(Table.ARTIFACTS, key(), row());
        }
        State state = with(empty, tables);
        state.root();
        return state;
    }

    private Bytes key() {
        byte[] key = new byte[64];
        random.nextBytes(key);
        return Bytes.wrap(key);
    }

    private ArtifactStatus row() {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        return new ArtifactStatus("thing-1.0.jar", Bytes.wrap(digest), Trust.VERIFIED, false);
    }

    private static State with(State state, Tables tables) {
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

    private static void report(String what, int count, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%s: %.0f/s%n", what, count / seconds);
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
