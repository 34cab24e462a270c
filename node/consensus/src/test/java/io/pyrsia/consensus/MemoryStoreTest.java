package io.pyrsia.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends DurableStoreContract {

    @Override
    protected DurableStore create() {
        return new MemoryStore();
    }

    @Override
    protected DurableStore reopen(DurableStore store) {
        MemoryStore memory = (MemoryStore) store;
        return memory.crash(memory.unsynced() / 2);
    }

    @Test
    void losesOnlyWhatWasNotSynced() {
        MemoryStore store = new MemoryStore();
        store.write(List.of(new Entry.Write(Bytes.of(1), Bytes.of(1))), false);
        store.write(List.of(new Entry.Write(Bytes.of(2), Bytes.of(2))), true);
        store.write(List.of(new Entry.Write(Bytes.of(2), null)), false);
        store.write(List.of(new Entry.Write(Bytes.of(3), Bytes.of(3))), false);
        assertEquals(2, store.unsynced());
        MemoryStore all = store.crash(2);
        assertNull(all.value(Bytes.of(2)));
        assertEquals(Bytes.of(3), all.value(Bytes.of(3)));
        MemoryStore none = store.crash(0);
        assertEquals(Bytes.of(1), none.value(Bytes.of(1)));
        assertEquals(Bytes.of(2), none.value(Bytes.of(2)));
        assertNull(none.value(Bytes.of(3)));
    }
}
