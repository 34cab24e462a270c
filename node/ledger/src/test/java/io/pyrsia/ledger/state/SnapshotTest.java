package io.pyrsia.ledger.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.StatesForTests;
import io.pyrsia.log.Edge;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// Snapshots: what comes back is the state, and nothing that was changed on the way is taken for it.
class SnapshotTest {

    private final State state = StatesForTests.busy(5, 300);
    private final List<Bytes> chunks = chunks(state);

    @Test
    void theStateComesBack() throws Malformed {
        State back = install(chunks);
        assertEquals(state.root(), back.root());
        assertEquals(chunks, chunks(back));
    }

    @Test
    void changedChunksAreRefused() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 500; i++) {
            List<Bytes> changed = new ArrayList<>(chunks);
            int at = random.nextInt(chunks.size());
            byte[] bytes = chunks.get(at).toArray();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            changed.set(at, Bytes.wrap(bytes));
            assertThrows(Malformed.class, () -> install(changed));
        }
    }

    @Test
    void missingRepeatedAndSwappedChunksAreRefused() {
        for (int at = 1; at < chunks.size(); at++) {
            List<Bytes> missing = new ArrayList<>(chunks);
            Bytes chunk = missing.remove(at);
            assertThrows(Malformed.class, () -> install(missing));
            List<Bytes> repeated = new ArrayList<>(chunks);
            repeated.add(at, chunk);
            assertThrows(Malformed.class, () -> install(repeated));
            List<Bytes> last = new ArrayList<>(missing);
            last.add(1, chunk);
            if (at > 1) {
                assertThrows(Malformed.class, () -> install(last));
            }
        }
    }

    /// One row, one number of the head: the root shows every change.
    @Test
    void theRootCommitsToEverything() {
        assertNotEquals(
                state.root(),
                state.with(state.tables()
                                .remove(
                                        Table.DUE,
                                        state.tables().rows(Table.DUE).at(0).key()))
                        .root());
        State later = new State(
                state.network(),
                state.parameters(),
                state.limits(),
                state.height(),
                state.timeMs() + 1,
                state.authorities(),
                state.log(),
                state.tables());
        assertNotEquals(state.root(), later.root());
        State shorterLog = new State(
                state.network(),
                state.parameters(),
                state.limits(),
                state.height(),
                state.timeMs(),
                state.authorities(),
                Edge.EMPTY,
                state.tables());
        assertNotEquals(state.root(), shorterLog.root());
    }

    private State install(List<Bytes> parts) throws Malformed {
        Snapshot.Installer installer = new Snapshot.Installer(parts.getFirst());
        for (Bytes chunk : parts.subList(1, parts.size())) {
            installer.accept(chunk);
        }
        return installer.finish(state.root());
    }

    private static List<Bytes> chunks(State state) {
        List<Bytes> chunks = new ArrayList<>();
        Snapshot.write(state, chunks::add);
        return chunks;
    }
}
