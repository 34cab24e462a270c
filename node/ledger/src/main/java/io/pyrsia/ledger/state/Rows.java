package io.pyrsia.ledger.state;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.map.MerkleMap;
import java.util.function.BiConsumer;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A state as rows of a store: one for the head, and one for each key of each table, behind the table's place.
public final class Rows {

    /// The key of the head, which no table's row has.
    public static final Bytes HEAD = Bytes.of(0xff);

    private Rows() {}

    /// The rows that turn the one state into the other: a key with its value, or with null where it is to be deleted.
    /// What the two share costs nothing.
    public static void between(@Nullable State before, State after, BiConsumer<Bytes, @Nullable Bytes> changes) {
        changes.accept(HEAD, Fields.encode(State.HEAD, after));
        for (Table<?> table : Table.ALL) {
            between(table, before, after, changes);
        }
    }

    private static <V> void between(
            Table<V> table, @Nullable State before, State after, BiConsumer<Bytes, @Nullable Bytes> changes) {
        MerkleMap<V> old = before == null ? table.empty() : before.tables().rows(table);
        after.tables()
                .rows(table)
                .since(
                        old,
                        (key, value) -> changes.accept(
                                new ByteWriter().u8(table.place()).bytes(key).toBytes(),
                                value == null ? null : Fields.encode(table.codec(), value)));
    }

    /// Reads the rows back, in any order.
    public static final class Reader {

        private State state;

        public Reader(Bytes head) throws Malformed {
            state = Fields.decode(State.HEAD, head);
        }

        public void accept(Bytes key, Bytes value) throws Malformed {
            ByteReader in = new ByteReader(key);
            int place = in.u8();
            if (place >= Table.ALL.size()) {
                throw new Malformed("a row of no table: " + place);
            }
            put(Table.ALL.get(place), in, value);
        }

        private <V> void put(Table<V> table, ByteReader key, Bytes value) throws Malformed {
            Bytes name = Fields.bytes(key, table.keyBytes());
            key.end();
            state = state.with(state.tables().put(table, name, Fields.decode(table.codec(), value)));
        }

        /// The state, whose root says whether these were all its rows.
        public State state() {
            return state;
        }
    }
}
