package io.pyrsia.ledger.state;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.map.MerkleMap;
import java.util.function.Consumer;
import org.apache.tuweni.bytes.Bytes;

/// Writes a state in chunks, so that a large one never stands in memory twice: the head, then each table's rows.
public final class Snapshot {

    /// A chunk is closed when it has grown beyond this; one row more fits a frame.
    public static final int CHUNK_BYTES = 256 * 1_024;

    private static final int MAX_ROWS = 65_535;

    private Snapshot() {}

    public static void write(State state, Consumer<Bytes> chunks) {
        chunks.accept(Fields.encode(State.HEAD, state));
        for (Table<?> table : Table.ALL) {
            writeTable(state, table, chunks);
        }
    }

    private static <V> void writeTable(State state, Table<V> table, Consumer<Bytes> chunks) {
        ByteWriter rows = new ByteWriter();
        int count = 0;
        for (MerkleMap.Item<V> item : state.tables().rows(table)) {
            rows.bytes(item.key());
            table.codec().write(item.value(), rows);
            count++;
            if (rows.size() > CHUNK_BYTES || count == MAX_ROWS) {
                chunks.accept(chunk(table, count, rows));
                rows = new ByteWriter();
                count = 0;
            }
        }
        if (count > 0) {
            chunks.accept(chunk(table, count, rows));
        }
    }

    private static Bytes chunk(Table<?> table, int count, ByteWriter rows) {
        return Bytes.concatenate(new ByteWriter().u8(table.place()).u16(count).toBytes(), rows.toBytes());
    }

    /// Reads the chunks back in their order. What was read is worth nothing until [#finish] found the expected root.
    public static final class Installer {

        private State state;
        private int place;
        private Bytes lastKey = Bytes.EMPTY;

        /// Begins with the first chunk.
        public Installer(Bytes head) throws Malformed {
            state = Fields.decode(State.HEAD, head);
        }

        public void accept(Bytes chunk) throws Malformed {
            ByteReader in = new ByteReader(chunk);
            int at = in.u8();
            if (at < place || at >= Table.ALL.size()) {
                throw new Malformed("a snapshot's tables are out of order");
            }
            if (at > place) {
                place = at;
                lastKey = Bytes.EMPTY;
            }
            readRows(Table.ALL.get(at), in.u16(), in);
            in.end();
        }

        /// The state, if it is the one with this root.
        public State finish(Bytes root) throws Malformed {
            if (!state.root().equals(root)) {
                throw new Malformed("a snapshot of another state than the one asked for");
            }
            return state;
        }

        private <V> void readRows(Table<V> table, int count, ByteReader in) throws Malformed {
            Tables tables = state.tables();
            for (int i = 0; i < count; i++) {
                Bytes key = Fields.bytes(in, table.keyBytes());
                if (!lastKey.isEmpty() && lastKey.compareTo(key) >= 0) {
                    throw new Malformed("a snapshot's rows are out of order");
                }
                lastKey = key;
                tables = tables.put(table, key, table.codec().read(in));
            }
            state = state.with(tables);
        }
    }
}
