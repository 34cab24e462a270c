package io.pyrsia.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProofTest {

    @Test
    void everyProofOfEverySmallTreeHolds() {
        for (int size = 1; size <= 70; size++) {
            Hash root = Model.treeHash(Model.entries(size));
            Tree tree = new Tree(size, Fixture.TILES);
            for (int index = 0; index < size; index++) {
                assertTrue(tree.inclusion(index).proves(Hash.ofEntry(Model.entry(index)), root));
            }
            for (int before = 0; before <= size; before++) {
                Hash earlier = Model.treeHash(Model.entries(before));
                assertTrue(tree.consistency(before).proves(earlier, root), before + " to " + size);
            }
        }
    }

    @Property(tries = 200)
    void inclusionHoldsAndNoChangedProofDoes(
            @ForAll @IntRange(min = 1, max = Fixture.SIZE) int size, @ForAll Random random) {
        int index = random.nextInt(size);
        InclusionProof proof = new Tree(size, readingOnly(Tree.tilesForInclusion(index, size))).inclusion(index);
        Hash root = new Tree(size, Fixture.TILES).root();
        Hash leaf = Hash.ofEntry(Model.entry(index));
        assertTrue(proof.proves(leaf, root));
        for (List<Hash> changed : changes(proof.path(), random)) {
            assertFalse(new InclusionProof(index, size, changed).proves(leaf, root));
        }
        assertFalse(proof.proves(flip(leaf, random), root));
        assertFalse(proof.proves(leaf, flip(root, random)));
        for (int other = 0; other < size; other = 2 * other + 1) {
            assertEquals(other == index, new InclusionProof(other, size, proof.path()).proves(leaf, root));
        }
    }

    @Property(tries = 200)
    void consistencyHoldsAndNoChangedProofDoes(
            @ForAll @IntRange(min = 1, max = Fixture.SIZE) int size, @ForAll Random random) {
        int before = random.nextInt(size + 1);
        ConsistencyProof proof =
                new Tree(size, readingOnly(Tree.tilesForConsistency(before, size))).consistency(before);
        Hash earlier = new Tree(before, Fixture.TILES).root();
        Hash now = new Tree(size, Fixture.TILES).root();
        assertTrue(proof.proves(earlier, now));
        assertTrue(proof.path().size() <= ConsistencyProof.MAX_HASHES);
        for (List<Hash> changed : changes(proof.path(), random)) {
            assertFalse(new ConsistencyProof(before, size, changed).proves(earlier, now));
        }
        assertFalse(proof.proves(flip(earlier, random), now));
        if (before > 0) {
            assertFalse(proof.proves(earlier, flip(now, random)));
        }
    }

    @Test
    void refusesNumbersThatAreNoTree() {
        Tree tree = new Tree(10, Fixture.TILES);
        assertThrows(IllegalArgumentException.class, () -> tree.inclusion(10));
        assertThrows(IllegalArgumentException.class, () -> tree.inclusion(-1));
        assertThrows(IllegalArgumentException.class, () -> tree.consistency(11));
        assertThrows(IllegalArgumentException.class, () -> tree.consistency(-1));
    }

    @Test
    void provesNothingAboutTheLargestSizesAndStillEnds() {
        List<Hash> long63 = List.copyOf(new ArrayList<>(Collections.nCopies(63, Hash.EMPTY_TREE)));
        assertFalse(new InclusionProof(Long.MAX_VALUE - 1, Long.MAX_VALUE, long63)
                .proves(Hash.EMPTY_TREE, Hash.EMPTY_TREE));
        assertFalse(new ConsistencyProof(Long.MAX_VALUE - 1, Long.MAX_VALUE, long63)
                .proves(Hash.EMPTY_TREE, Hash.EMPTY_TREE));
        assertTrue(Tree.tilesForConsistency(Long.MAX_VALUE - 1, Long.MAX_VALUE).size() <= 16);
    }

    private static HashReader readingOnly(List<Tile> announced) {
        TreeSet<Tile> allowed = new TreeSet<>(announced);
        return tile -> {
            assertTrue(allowed.contains(tile), tile + " was read and not announced");
            return Fixture.TILES.read(tile);
        };
    }

    /// Proofs that differ from `path` by one hash too much, too few, flipped, or out of order.
    private static List<List<Hash>> changes(List<Hash> path, RandomGenerator random) {
        List<List<Hash>> changes = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            List<Hash> flipped = new ArrayList<>(path);
            flipped.set(i, flip(path.get(i), random));
            changes.add(flipped);
            List<Hash> shorter = new ArrayList<>(path);
            shorter.remove(i);
            changes.add(shorter);
        }
        for (int i = 0; i <= path.size(); i++) {
            List<Hash> longer = new ArrayList<>(path);
            longer.add(i, Hash.ofEntry(Model.entry(random.nextInt())));
            changes.add(longer);
        }
        if (path.size() > 1) {
            changes.add(path.reversed());
        }
        return changes;
    }

    private static Hash flip(Hash hash, RandomGenerator random) {
        byte[] bytes = hash.bytes().toArray();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return new Hash(bytes);
    }
}
