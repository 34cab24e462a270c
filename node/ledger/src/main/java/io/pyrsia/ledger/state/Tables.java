package io.pyrsia.ledger.state;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.ledger.map.MerkleMap;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// All tables of a state, immutable: a change gives another value and costs one path of one map.
public final class Tables {

    public static final Tables EMPTY =
            new Tables(Table.ALL.stream().<MerkleMap<?>>map(Table::empty).toList());

    private final List<MerkleMap<?>> maps;

    private Tables(List<MerkleMap<?>> maps) {
        this.maps = maps;
    }

    /// A table's rows: the map at its place was made by it, so it has its type.
    @SuppressWarnings("unchecked")
    public <V> MerkleMap<V> rows(Table<V> table) {
        return (MerkleMap<V>) maps.get(table.place());
    }

    public <V> @Nullable V get(Table<V> table, Bytes key) {
        return rows(table).get(key);
    }

    public <V> Tables put(Table<V> table, Bytes key, V value) {
        return with(table, rows(table).put(key, value));
    }

    public <V> Tables remove(Table<V> table, Bytes key) {
        return with(table, rows(table).remove(key));
    }

    /// The roots of all tables, one after the other.
    Bytes roots() {
        ByteWriter out = new ByteWriter();
        maps.forEach(map -> out.bytes(map.root()));
        return out.toBytes();
    }

    private <V> Tables with(Table<V> table, MerkleMap<V> rows) {
        List<MerkleMap<?>> changed = new ArrayList<>(maps);
        changed.set(table.place(), rows);
        return new Tables(changed);
    }
}
