package io.pyrsia.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// The tree has RFC 6962's shape, computed a second time from its recursive definition.
class PieceTreeTest {

    @Test
    void theRootIsThatOfTheDefinition() {
        for (int count = 0; count <= 70; count++) {
            Bytes leaves = Bytes.EMPTY;
            for (int i = 0; i < count; i++) {
                leaves = Bytes.concatenate(leaves, PieceTree.leaf(new byte[] {(byte) i}, 0, 1));
            }
            assertEquals(defined(leaves), PieceTree.root(leaves), "of " + count);
        }
    }

    /// Known from certificate transparency's test vectors: the tree of nothing, and of one empty leaf.
    @Test
    void knownRoots() {
        assertEquals(
                "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                PieceTree.root(Bytes.EMPTY).toHexString());
        assertEquals(
                "0x6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                PieceTree.root(PieceTree.leaf(new byte[0], 0, 0)).toHexString());
    }

    @Test
    void piecesCoverTheBlob() {
        assertEquals(0, PieceTree.pieces(0));
        assertEquals(1, PieceTree.pieces(1));
        assertEquals(1, PieceTree.pieces(PieceTree.PIECE_BYTES));
        assertEquals(2, PieceTree.pieces(PieceTree.PIECE_BYTES + 1L));
        assertEquals(1, PieceTree.pieceBytes(PieceTree.PIECE_BYTES + 1L, 1));
        assertEquals(PieceTree.MAX_PIECES, PieceTree.pieces(PieceTree.MAX_BYTES));
        assertThrows(IllegalArgumentException.class, () -> PieceTree.pieces(PieceTree.MAX_BYTES + 1));
    }

    private static Bytes defined(Bytes leaves) {
        int count = leaves.size() / 32;
        if (count <= 1) {
            return count == 1 ? leaves : Digest.sha256(Bytes.EMPTY).value();
        }
        int left = Integer.highestOneBit(count - 1) * 32;
        return Digest.sha256(Bytes.concatenate(
                        Bytes.of(1), defined(leaves.slice(0, left)), defined(leaves.slice(left, leaves.size() - left))))
                .value();
    }
}
