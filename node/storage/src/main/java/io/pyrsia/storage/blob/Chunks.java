package io.pyrsia.storage.blob;

import io.pyrsia.base.PieceTree;
import java.util.zip.CRC32C;

/// The parts of a blob that are read and checked at once. A chunk's CRC-32C is taken when its bytes have been proven by
/// SHA-256, and compared at every read: that finds whatever a disk does by itself, for less than hashing again.
final class Chunks {

    static final int BYTES = 64 << 10;
    static final int IN_PIECE = PieceTree.PIECE_BYTES / BYTES;

    private Chunks() {}

    static int count(long size) {
        return (int) ((size + BYTES - 1) / BYTES);
    }

    static int length(long size, int chunk) {
        return Math.clamp(size - (long) chunk * BYTES, 0, BYTES);
    }

    static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
