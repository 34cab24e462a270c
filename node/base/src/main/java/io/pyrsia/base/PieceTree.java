package io.pyrsia.base;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.tuweni.bytes.Bytes;

/// The Merkle tree over a blob's pieces, by whose root each piece can be checked by itself: RFC 6962 with the pieces
/// as leaves. The root stands in the log.
public final class PieceTree {

    /// The size of every piece but the last, which is what is left.
    public static final int PIECE_BYTES = 1 << 20;
    /// The most pieces of a blob.
    public static final int MAX_PIECES = 1 << 17;
    /// The largest blob: 128 GiB.
    public static final long MAX_BYTES = (long) MAX_PIECES * PIECE_BYTES;

    private static final int HASH = 32;

    private PieceTree() {}

    /// How many pieces a blob of this size has.
    public static int pieces(long size) {
        if (size < 0 || size > MAX_BYTES) {
            throw new IllegalArgumentException("a blob has at most " + MAX_BYTES + " bytes, not " + size);
        }
        return (int) ((size + PIECE_BYTES - 1) / PIECE_BYTES);
    }

    /// The size of one piece of a blob.
    public static int pieceBytes(long size, int piece) {
        return (int) Math.min(PIECE_BYTES, size - (long) piece * PIECE_BYTES);
    }

    /// A hash that has to be fed a piece's bytes to become its leaf.
    public static MessageDigest startLeaf() {
        MessageDigest hash = Digest.Algorithm.SHA256.startLong();
        hash.update((byte) 0);
        return hash;
    }

    /// The leaf of one piece.
    public static Bytes leaf(byte[] piece, int offset, int length) {
        MessageDigest hash = startLeaf();
        hash.update(piece, offset, length);
        return Bytes.wrap(hash.digest());
    }

    /// The root over all leaves, one after the other, 32 bytes each.
    public static Bytes root(Bytes leaves) {
        if (leaves.size() % HASH != 0) {
            throw new IllegalArgumentException("leaves have " + HASH + " bytes each");
        }
        int count = leaves.size() / HASH;
        MessageDigest hash = Digest.Algorithm.SHA256.start();
        if (count == 0) {
            return Bytes.wrap(hash.digest());
        }
        byte[] level = Arrays.copyOf(leaves.toArrayUnsafe(), leaves.size());
        try {
            while (count > 1) {
                count = raise(hash, level, count);
            }
        } catch (DigestException e) {
            throw new IllegalStateException("the level has room for its hashes", e);
        }
        return Bytes.wrap(level, 0, HASH).copy();
    }

    /// Hashes neighbours together in place; a last one without a neighbour rises as it is, which is RFC 6962's shape.
    private static int raise(MessageDigest hash, byte[] level, int count) throws DigestException {
        for (int pair = 0; pair < count / 2; pair++) {
            hash.update((byte) 1);
            hash.update(level, 2 * pair * HASH, 2 * HASH);
            hash.digest(level, pair * HASH, HASH);
        }
        if (count % 2 == 1) {
            System.arraycopy(level, (count - 1) * HASH, level, count / 2 * HASH, HASH);
        }
        return (count + 1) / 2;
    }
}
