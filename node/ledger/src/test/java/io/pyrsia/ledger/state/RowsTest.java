package io.pyrsia.ledger.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.StatesForTests;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A state as rows: written whole and as changes, it comes back with the same root.
class RowsTest {

    private final State before = StatesForTests.busy(5, 100);
    private final State after = StatesForTests.busy(6, 300);

    @Test
    void theStateComesBack() throws Malformed {
        TreeMap<Bytes, Bytes> rows = new TreeMap<>();
        store(null, before, rows);
        assertEquals(before.root(), read(rows).root());
        store(before, after, rows);
        assertEquals(after.root(), read(rows).root());
    }

    @Test
    void aRowOfNoTableIsRefused() throws Malformed {
        TreeMap<Bytes, Bytes> rows = new TreeMap<>();
        store(null, before, rows);
        rows.put(Bytes.of(77, 1), Bytes.of(1));
        assertThrows(Malformed.class, () -> read(rows));
    }

    private static void store(@Nullable State from, State to, Map<Bytes, Bytes> rows) {
        Rows.between(from, to, (key, value) -> {
            if (value == null) {
                rows.remove(key);
            } else {
                rows.put(key, value);
            }
        });
    }

    private static State read(Map<Bytes, Bytes> rows) throws Malformed {
        Rows.Reader reader = new Rows.Reader(Objects.requireNonNull(rows.get(Rows.HEAD)));
        for (Map.Entry<Bytes, Bytes> row : rows.entrySet()) {
            if (!row.getKey().equals(Rows.HEAD)) {
                reader.accept(row.getKey(), row.getValue());
            }
        }
        return reader.state();
    }
}
