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

    @Property(tries = 300)
    void whatChangedLeadsFromTheOldMapToTheNew(
            @ForAll long seed, @ForAll @IntRange(max = 60) int before, @ForAll @IntRange(max = 60) int after) {
        Random random = new Random(seed);
        MerkleMap<Long> old = change(MerkleMap.empty(2, NUMBERS), before, random);
        MerkleMap<Long> map = random.nextInt(4) == 0
                ? change(MerkleMap.empty(2, NUMBERS), after, random)
                : change(old, after, random);
        TreeMap<Bytes, Long> model = new TreeMap<>();
        entries(old).forEach(entry -> model.put(entry.getKey(), entry.getValue()));
        map.since(old, (key, value) -> {
            if (value == null) {
                assertEquals(true, model.containsKey(key));
                model.remove(key);
            } else {
                model.put(key, value);
            }
        });
        assertEquals(entries(map), List.copyOf(model.entrySet()));
    }

    private static MerkleMap<Long> change(MerkleMap<Long> map, int steps, Random random) {
        MerkleMap<Long> changed = map;
        for (int step = 0; step < steps; step++) {
            Bytes key = Bytes.of(random.nextInt(3), random.nextInt(64));
            changed = random.nextInt(3) == 0 ? changed.remove(key) : changed.put(key, random.nextLong(5));
        }
        return changed;
    }

    @Test
    void whatIsSharedIsPassedOver() {
        MerkleMap<Long> map = change(MerkleMap.empty(2, NUMBERS), 60, new Random(1));
        map.since(map, (key, value) -> {
            throw new AssertionError(key + " did not change");
        });
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
