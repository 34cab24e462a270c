package io.pyrsia.storage.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.PieceTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pieces in any order make the blob, wrong ones change nothing, and what was there stays there.
class PartialBlobTest {

    private static final int SIZE = 3 * PieceTree.PIECE_BYTES + 12_345;

    @TempDir
    Path folder;

    private BlobFixture fixture;
    private BlobStore store;
    private final byte[] content = BlobFixture.content(1, SIZE);
    private final Bytes leaves = BlobFixture.leaves(content);
    private final Descriptor descriptor =
            new Descriptor(Digest.sha256(Bytes.wrap(content)), SIZE, PieceTree.root(leaves));

    @BeforeEach
    void open() throws IOException {
        fixture = new BlobFixture(folder);
        store = fixture.open();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anyOrderMakesTheBlob() throws IOException {
        for (int seed = 0; seed < 8; seed++) {
            List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
            Collections.shuffle(order, new Random(seed));
            try (PartialBlob partial = store.partial(descriptor)) {
                partial.leaves(leaves);
                for (int piece : order) {
                    put(partial, piece);
                }
                assertEquals(descriptor, partial.commit().descriptor());
            }
            assertArrayEquals(content, fixture.read(store, descriptor.sha256()));
            assertEquals(SIZE, store.usedBytes());
            assertEquals(leaves, store.leaves(descriptor.sha256()).orElseThrow());
            assertTrue(store.delete(descriptor.sha256()));
            assertEquals(0, store.usedBytes());
        }
    }

    @Test
    void wrongLeavesAndPiecesChangeNothing() throws IOException {
        try (PartialBlob partial = store.partial(descriptor)) {
            assertThrows(WrongBytes.class, () -> partial.leaves(leaves.not()));
            assertThrows(WrongBytes.class, () -> partial.leaves(leaves.slice(32)));
            partial.leaves(leaves);
            assertThrows(
                    WrongBytes.class, () -> partial.put(0, new byte[PieceTree.PIECE_BYTES], PieceTree.PIECE_BYTES));
            assertThrows(WrongBytes.class, () -> partial.put(4, content, 1));
            assertThrows(WrongBytes.class, () -> partial.put(0, content, 10));
            assertEquals(new BitSet(), partial.pieces());
        }
    }

    @Test
    void anEntryThatContradictsItselfIsNotKept() throws IOException {
        Descriptor lie = new Descriptor(Digest.sha256(Bytes.of(1)), SIZE, descriptor.pieceRoot());
        try (PartialBlob partial = store.partial(lie);
                BlobReader reader = partial.reader()) {
            partial.leaves(leaves);
            for (int piece = 0; piece < 4; piece++) {
                put(partial, piece);
            }
            assertThrows(WrongBytes.class, partial::commit);
            assertThrows(IOException.class, () -> reader.stream(0).readAllBytes());
        }
        assertFalse(store.contains(lie.sha256()));
        assertEquals(List.of(), fixture.files());
        assertEquals(0, store.usedBytes());
    }

    @Test
    void whatHasArrivedIsTakenUpAndProvenAgain() throws IOException {
        try (PartialBlob partial = store.partial(descriptor)) {
            partial.leaves(leaves);
            put(partial, 1);
            put(partial, 3);
        }
        try (FileChannel file =
                FileChannel.open(new Layout(fixture.blobs).partial(descriptor.sha256()), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[100]), PieceTree.PIECE_BYTES + 5L);
        }
        store = fixture.open();
        assertEquals(SIZE, store.usedBytes());
        try (PartialBlob partial = store.partial(descriptor)) {
            assertEquals(BitSet.valueOf(new long[] {0b1000}), partial.pieces());
            for (int piece : List.of(2, 1, 0)) {
                put(partial, piece);
            }
            partial.commit();
        }
        assertArrayEquals(content, fixture.read(store, descriptor.sha256()));
    }

    @Test
    void aDamagedBlobKeepsItsGoodPieces() throws IOException {
        fixture.put(store, content);
        fixture.flip(descriptor.sha256(), PieceTree.PIECE_BYTES + 77L);
        List<Descriptor> told = new ArrayList<>();
        store.onDamage(told::add);
        assertThrows(DamagedBlob.class, () -> fixture.read(store, descriptor.sha256()));
        assertEquals(List.of(descriptor), told);
        try (PartialBlob partial = store.partial(descriptor)) {
            assertEquals(BitSet.valueOf(new long[] {0b1101}), partial.pieces());
            put(partial, 1);
            partial.commit();
        }
        assertArrayEquals(content, fixture.read(store, descriptor.sha256()));
        assertEquals(SIZE, store.usedBytes());
    }

    private void put(PartialBlob partial, int piece) throws IOException {
        int from = piece * PieceTree.PIECE_BYTES;
        byte[] bytes = Arrays.copyOfRange(content, from, from + descriptor.pieceBytes(piece));
        partial.put(piece, bytes, bytes.length);
    }
}
