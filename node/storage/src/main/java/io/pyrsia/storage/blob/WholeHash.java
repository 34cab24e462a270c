package io.pyrsia.storage.blob;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Digest.Algorithm;
import io.pyrsia.base.PieceTree;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.tuweni.bytes.Bytes;

/// The SHA-256 of a blob whose pieces come in any order: a thread of its own follows them as far as they are in
/// sequence, so that who brings a piece does not hash it twice.
final class WholeHash {

    /// The pieces under way.
    interface Pieces {
        boolean has(int piece);

        /// Reads a piece that is there; fails if its bytes are no longer those that were put.
        void read(int piece, byte[] target) throws IOException;
    }

    private final Descriptor descriptor;
    private final Pieces source;
    private final AtomicBoolean following = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    /// Guarded by the lock, as the field below.
    private final MessageDigest hash = Algorithm.SHA256.startLong();

    private int next;

    WholeHash(Descriptor descriptor, Pieces source) {
        this.descriptor = descriptor;
        this.source = source;
    }

    /// Goes on, if the piece that comes next is there.
    void advance() {
        if (following.compareAndSet(false, true)) {
            Thread.ofVirtual().name("blob-hash").start(this::follow);
        }
    }

    private void follow() {
        try {
            proceed();
        } catch (IOException e) {
            return; // the file was closed, or whoever ends the blob sees the same
        }
        following.set(false);
        if (behind()) {
            advance(); // a piece came between the two lines above
        }
    }

    /// The digest, when all pieces are there.
    Digest finish() throws IOException {
        lock.lock();
        try {
            proceed();
            return new Digest(Algorithm.SHA256, Bytes.wrap(hash.digest()));
        } finally {
            lock.unlock();
        }
    }

    private boolean behind() {
        lock.lock();
        try {
            return source.has(next);
        } finally {
            lock.unlock();
        }
    }

    private void proceed() throws IOException {
        lock.lock();
        try {
            byte[] bytes = new byte[source.has(next) ? PieceTree.PIECE_BYTES : 0];
            while (source.has(next)) {
                add(bytes);
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(byte[] bytes) throws IOException {
        source.read(next, bytes);
        hash.update(bytes, 0, descriptor.pieceBytes(next));
        next++;
    }
}
