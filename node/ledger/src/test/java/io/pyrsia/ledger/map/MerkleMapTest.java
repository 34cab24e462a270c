package io.pyrsia.ledger.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.codec.Codec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// The map against a TreeMap, and its root against every order of the same content.
class MerkleMapTest {

    private static final Codec<Long> NUMBERS = new Codec<>() {
        @Override
        public void write(Long value, ByteWriter out) {
            out.u64(value);
        }

        @Override
        public Long read(ByteReader in) throws Malformed {
            return in.u64();
        }
    };

    @Property(tries = 200)
    void behavesAsASortedMap(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int steps) {
        Random random = new Random(seed);
        TreeMap<Bytes, Long> model = new TreeMap<>();
        MerkleMap<Long> map = MerkleMap.empty(2, NUMBERS);
        for (int step = 0; step < steps; step++) {
            Bytes key = Bytes.of(random.nextInt(3), random.nextInt(64));
            if (random.nextInt(3) == 0) {
                model.remove(key);
                map = map.remove(key);
            } else {
                long value = random.nextInt(1_000);
                model.put(key, value);
                map = map.put(key, value);
            }
        }
        assertEquals(List.copyOf(model.entrySet()), entries(map));
        assertEquals(model.size(), map.size());
        int index = 0;
        for (Map.Entry<Bytes, Long> entry : model.entrySet()) {
            assertEquals(entry.getKey(), map.at(index).key());
            assertEquals(index, map.rank(entry.getKey()));
            assertEquals(entry.getValue(), map.get(entry.getKey()));
            index++;
        }
    }

    @Property(tries = 100)
    void theRootFollowsFromTheContentAlone(@ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int size) {
        Random random = new Random(seed);
        List<Bytes> keys = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            keys.add(Bytes.of(random.nextInt(256), random.nextInt(256)));
        }
        MerkleMap<Long> one = MerkleMap.empty(2, NUMBERS);
        for (Bytes key : keys) {
            one = one.put(key, (long) key.toInt());
        }
        Collections.shuffle(keys, random);
        MerkleMap<Long> other =
                MerkleMap.empty(2, NUMBERS).put(Bytes.of(0, 0), 9L).remove(Bytes.of(0, 0));
        for (Bytes key : keys) {
            other = other.put(key, 0L).put(key, (long) key.toInt());
        }
        assertEquals(one.root(), other.root());
        assertNotEquals(one.root(), other.put(keys.getFirst(), 70_000L).root());
        assertNotEquals(one.root(), other.remove(keys.getFirst()).root());
    }

    @Test
    void olderVersionsStay() {
        MerkleMap<Long> before = MerkleMap.empty(1, NUMBERS).put(Bytes.of(1), 1L);
        Bytes root = before.root();
        before.put(Bytes.of(2), 2L).put(Bytes.of(1), 3L).remove(Bytes.of(1));
        assertEquals(root, before.root());
        assertEquals(1L, before.get(Bytes.of(1)));
        assertNull(before.get(Bytes.of(2)));
        assertSame(before, before.remove(Bytes.of(7)));
    }

    @Test
    void keysOfAnotherLengthAreABug() {
        MerkleMap<Long> map = MerkleMap.empty(1, NUMBERS);
        assertThrows(IllegalArgumentException.class, () -> map.put(Bytes.of(1, 2), 1L));
        assertThrows(IndexOutOfBoundsException.class, () -> map.at(0));
    }

    private static List<Map.Entry<Bytes, Long>> entries(MerkleMap<Long> map) {
        List<Map.Entry<Bytes, Long>> entries = new ArrayList<>();
        for (MerkleMap.Item<Long> item : map) {
            entries.add(Map.entry(item.key(), item.value()));
        }
        return entries;
    }
}
