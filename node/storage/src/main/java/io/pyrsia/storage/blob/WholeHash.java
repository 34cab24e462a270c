package io.pyrsia.storage.blob;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Digest.Algorithm;
import io.pyrsia.base.PieceTree;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.tuweni.bytes.Bytes;

/// The SHA-256 of a blob whose pieces come in any order: it goes on as far as they follow each other, on the thread of
/// whoever brings one, unless another thread is at it.
final class WholeHash {

    /// Reads a piece that is there.
    @FunctionalInterface
    interface Pieces {
        boolean read(int piece, byte[] target) throws IOException;
    }

    private final Descriptor descriptor;
    private final Pieces source;
    private final ReentrantLock lock = new ReentrantLock();
    /// Guarded by the lock, as the field below.
    private final MessageDigest hash = Algorithm.SHA256.start();

    private int next;

    WholeHash(Descriptor descriptor, Pieces source) {
        this.descriptor = descriptor;
        this.source = source;
    }

    /// Goes on with a piece that has just come and whose bytes are at hand, and with those behind it.
    void advance(BitSet there, int piece, byte[] bytes) throws IOException {
        if (!lock.tryLock()) {
            return;
        }
        try {
            while (there.get(next)) {
                if (next == piece) {
                    hash.update(bytes, 0, descriptor.pieceBytes(piece));
                    next++;
                } else {
                    readNext();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// The digest, when all pieces are there.
    Digest finish(BitSet there) throws IOException {
        lock.lock();
        try {
            while (there.get(next)) {
                readNext();
            }
            return new Digest(Algorithm.SHA256, Bytes.wrap(hash.digest()));
        } finally {
            lock.unlock();
        }
    }

    private void readNext() throws IOException {
        byte[] bytes = new byte[PieceTree.PIECE_BYTES];
        if (!source.read(next, bytes)) {
            throw new IOException("a piece of a blob under way is no longer in its file");
        }
        hash.update(bytes, 0, descriptor.pieceBytes(next));
        next++;
    }
}
