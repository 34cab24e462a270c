package io.pyrsia.server.ledger;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.consensus.DamagedStore;
import io.pyrsia.ledger.state.Rows;
import io.pyrsia.ledger.state.State;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.Page;
import io.pyrsia.storage.Row;
import io.pyrsia.storage.RowSink;
import io.pyrsia.storage.Scan;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The ledger's state in the store: the rows that each block changed, written in its batch, and read at start.
///
/// A state that comes as a snapshot is written beside the one in force, under the next generation's number, in as
/// many batches as it takes; one row in the batch of the snapshot then says which generation counts. Owned by the
/// replica's thread.
final class StateRows {

    private static final Bytes CURRENT = Bytes.of('c');
    private static final Bytes GENERATIONS = Bytes.of('g');
    private static final Bytes ROOT = Bytes.of(0xfe);

    /// Rows that are read at a time, and bytes that are written at a time.
    private static final int PAGE_ROWS = 4_096;

    private static final int BATCH_BYTES = 8 << 20;

    private final Database database;
    private long generation;

    StateRows(Database database) {
        this.database = database;
        Bytes current = database.get(Column.STATE, CURRENT);
        this.generation = current == null ? 0 : current.toLong();
    }

    /// The state as it was stored last, if there is one.
    @Nullable
    State read() {
        Bytes head = database.get(Column.STATE, key(generation, Rows.HEAD));
        Bytes root = database.get(Column.STATE, key(generation, ROOT));
        if (head == null || root == null) {
            return null;
        }
        try {
            State state = read(new Rows.Reader(head));
            if (!state.root().equals(root)) {
                throw new DamagedStore("the ledger's rows in the store are not those that were written");
            }
            return state;
        } catch (Malformed e) {
            throw new DamagedStore("a row of the ledger in the store is damaged: " + e.reason());
        }
    }

    private State read(Rows.Reader reader) throws Malformed {
        Bytes prefix = prefix(generation);
        Optional<Scan> next = Optional.of(Scan.prefix(prefix, PAGE_ROWS));
        while (next.isPresent()) {
            Page page = database.scan(Column.STATE, next.get());
            for (Row row : page.rows()) {
                Bytes key = row.key().slice(prefix.size());
                if (!key.equals(Rows.HEAD) && !key.equals(ROOT)) {
                    reader.accept(key, row.value());
                }
            }
            next = page.next();
        }
        return reader.state();
    }

    /// Adds what leads from one state to the next; a null value deletes.
    void write(@Nullable State before, State after, RowChanges rows) {
        write(generation, before, after, rows);
    }

    private static void write(long generation, @Nullable State before, State after, RowChanges rows) {
        Rows.between(before, after, (key, value) -> rows.change(Column.STATE, key(generation, key), value));
        rows.change(Column.STATE, key(generation, ROOT), after.root());
    }

    /// Writes a state beside the one in force; it counts once the rows that this gives back are stored.
    void replace(State state, RowChanges rows) {
        long next = generation + 1;
        Batch[] batch = {new Batch().deleteRange(Column.STATE, prefix(next), prefix(next + 1))};
        write(next, null, state, (column, key, value) -> {
            if (value != null) {
                batch[0].put(column, key, value);
            }
            if (batch[0].bytes() > BATCH_BYTES) {
                database.commit(batch[0]);
                batch[0] = new Batch();
            }
        });
        database.commit(batch[0]);
        rows.change(Column.STATE, CURRENT, Bytes.ofUnsignedLong(next));
        generation = next;
    }

    /// Deletes generations that were left behind.
    void clean() {
        database.commit(new Batch()
                .deleteRange(Column.STATE, prefix(0), prefix(generation))
                .deleteRange(Column.STATE, prefix(generation + 1), prefix(Long.MAX_VALUE)));
    }

    private static Bytes prefix(long generation) {
        return new ByteWriter().bytes(GENERATIONS).u64(generation).toBytes();
    }

    private static Bytes key(long generation, Bytes key) {
        return Bytes.concatenate(prefix(generation), key);
    }

    /// Takes rows that are to be stored together.
    @FunctionalInterface
    interface RowChanges {

        /// A null value deletes the row.
        void change(Column column, Bytes key, @Nullable Bytes value);

        default RowSink sink() {
            return this::change;
        }
    }
}
