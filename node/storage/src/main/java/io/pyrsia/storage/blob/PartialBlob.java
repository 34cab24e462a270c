package io.pyrsia.storage.blob;

import io.pyrsia.base.Digest;
import io.pyrsia.base.PieceTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A blob that arrives piece by piece in any order; closed before it is whole, it stays and can be taken up later,
/// also after a crash. Safe for use by many threads.
public final class PartialBlob implements AutoCloseable {

    private final BlobStore store;
    private final Descriptor descriptor;
    private final FileChannel file;
    private final Arrival arrival;
    private final ReentrantLock lock = new ReentrantLock();
    /// Guarded by the lock, as the two fields below.
    private final BitSet pieces = new BitSet();

    private @Nullable Bytes leaves;
    private boolean ended;
    private final WholeHash hash;

    PartialBlob(BlobStore store, Descriptor descriptor, FileChannel file, Arrival arrival) {
        this.store = store;
        this.descriptor = descriptor;
        this.file = file;
        this.arrival = arrival;
        this.hash = new WholeHash(descriptor, new There());
    }

    public Descriptor descriptor() {
        return descriptor;
    }

    /// The leaves of all pieces, or null as long as nobody told them.
    public @Nullable Bytes leaves() {
        lock.lock();
        try {
            return leaves;
        } finally {
            lock.unlock();
        }
    }

    /// Takes the leaves of all pieces; [WrongBytes] if they do not lead to the root.
    public void leaves(Bytes told) throws IOException {
        if (told.size() != Layout.leavesBytes(descriptor.size())
                || !PieceTree.root(told).equals(descriptor.pieceRoot())) {
            throw new WrongBytes("the leaves do not lead to the root of the pieces");
        }
        lock.lock();
        try {
            requireOpen();
            if (leaves == null) {
                store.disk.write(file, ByteBuffer.wrap(told.toArray()), Layout.leavesAt(descriptor.size()));
                leaves = told;
            }
        } finally {
            lock.unlock();
        }
    }

    /// The pieces that are there.
    public BitSet pieces() {
        lock.lock();
        try {
            return (BitSet) pieces.clone();
        } finally {
            lock.unlock();
        }
    }

    public boolean complete() {
        return pieces().cardinality() == descriptor.pieces();
    }

    /// Takes a piece; [WrongBytes] if it is not the one that its leaf names, and then nothing changed.
    public void put(int piece, byte[] bytes, int length) throws IOException {
        if (piece < 0 || piece >= descriptor.pieces() || length != descriptor.pieceBytes(piece)) {
            throw new WrongBytes("piece " + piece + " of " + length + " bytes is not one of this blob");
        }
        Bytes known = leaves();
        if (known == null) {
            throw new IllegalStateException("pieces come after the leaves");
        }
        if (!PieceTree.leaf(bytes, 0, length).equals(known.slice(piece * 32, 32))) {
            throw new WrongBytes("the bytes of piece " + piece + " are not what its leaf says");
        }
        store.disk.write(file, ByteBuffer.wrap(bytes, 0, length), (long) piece * PieceTree.PIECE_BYTES);
        arrived(piece, bytes, length);
        note();
    }

    private void arrived(int piece, byte[] bytes, int length) throws IOException {
        int[] checksums = new int[Chunks.count(length)];
        for (int chunk = 0; chunk < checksums.length; chunk++) {
            int at = chunk * Chunks.BYTES;
            checksums[chunk] = Chunks.checksum(bytes, at, Math.min(Chunks.BYTES, length - at));
        }
        lock.lock();
        try {
            pieces.set(piece);
            arrival.arrived(piece * Chunks.IN_PIECE, checksums);
        } finally {
            lock.unlock();
        }
        hash.advance();
    }

    /// A reader of what has arrived and of what will.
    public BlobReader reader() throws IOException {
        return arrival.reader();
    }

    /// Reads a piece that is there, to be passed on; how many bytes it has.
    public int read(int piece, byte[] target) throws IOException {
        int length = descriptor.pieceBytes(piece);
        if (!readPiece(piece, target)) {
            throw new IOException("the piece is not in its file");
        }
        int[] checksums = arrival.checksums(piece * Chunks.IN_PIECE, Chunks.count(length));
        for (int at = 0, chunk = 0; at < length; at += Chunks.BYTES, chunk++) {
            if (Chunks.checksum(target, at, Math.min(Chunks.BYTES, length - at)) != checksums[chunk]) {
                throw new DamagedBlob("the disk changed bytes of piece " + piece);
            }
        }
        return length;
    }

    /// The piece that a reader waits for or has read last; 0 before the first.
    public int reading() {
        return arrival.reading() / Chunks.IN_PIECE;
    }

    /// Ends a blob of which all pieces are there; when this returns it is whole and on disk. [WrongBytes] if its
    /// SHA-256 is another one, so that the log's entry contradicts itself: nothing is kept then.
    public Blob commit() throws IOException {
        Bytes known = leaves();
        if ((known == null && descriptor.pieces() > 0) || !complete()) {
            throw new IllegalStateException("a blob is committed when all its pieces are there");
        }
        Digest actual = hash.finish();
        if (!actual.equals(descriptor.sha256())) {
            discard("the pieces are those of the entry, but together they have the digest " + actual);
            throw new WrongBytes("the pieces together have the digest " + actual + ", not " + descriptor.sha256());
        }
        arrival.whole(descriptor.size());
        int[] checksums = arrival.checksums(0, Chunks.count(descriptor.size()));
        Bytes tree = known == null ? Bytes.EMPTY : known;
        store.disk.write(file, Layout.footer(tree, checksums), Layout.leavesAt(descriptor.size()));
        store.disk.force(file);
        lock.lock();
        try {
            requireOpen();
            ended = true;
        } finally {
            lock.unlock();
        }
        try (file) {
            return store.keepPartial(this, arrival);
        }
    }

    /// Removes what has arrived; readers get this sentence as an error.
    public void discard(String why) throws IOException {
        if (end(why)) {
            store.dropPartial(descriptor);
        }
    }

    /// Leaves off; what has arrived stays. Readers get this sentence as an error.
    public void leave(String why) throws IOException {
        end(why);
    }

    @Override
    public void close() throws IOException {
        leave("the blob did not arrive");
    }

    private boolean end(String why) throws IOException {
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            // A piece may have arrived that nobody took note of yet.
            store.note(new BlobRows.Partial(descriptor, store.now(), pieces));
            ended = true;
        } finally {
            lock.unlock();
        }
        arrival.failed(why);
        try (file) {
            store.leftOff(descriptor, arrival);
            return true;
        }
    }

    /// Takes up what an earlier process or transfer left, as far as it proves true.
    void takeUp(BitSet claimed) throws IOException {
        ByteBuffer told = ByteBuffer.allocate(Layout.leavesBytes(descriptor.size()));
        if (!read(told, Layout.leavesAt(descriptor.size()))
                || !PieceTree.root(Bytes.wrap(told.array())).equals(descriptor.pieceRoot())) {
            return;
        }
        Bytes known = Bytes.wrap(told.array());
        leaves = known;
        byte[] bytes = new byte[PieceTree.PIECE_BYTES];
        for (int piece = claimed.nextSetBit(0);
                piece >= 0 && piece < descriptor.pieces();
                piece = claimed.nextSetBit(piece + 1)) {
            int length = descriptor.pieceBytes(piece);
            if (readPiece(piece, bytes) && PieceTree.leaf(bytes, 0, length).equals(known.slice(piece * 32, 32))) {
                arrived(piece, bytes, length);
            }
        }
    }

    private boolean has(int piece) {
        lock.lock();
        try {
            return pieces.get(piece);
        } finally {
            lock.unlock();
        }
    }

    /// What the hash of the whole follows.
    private final class There implements WholeHash.Pieces {

        @Override
        public boolean has(int piece) {
            return PartialBlob.this.has(piece);
        }

        @Override
        public void read(int piece, byte[] target) throws IOException {
            int length = PartialBlob.this.read(piece, target);
            if (length != descriptor.pieceBytes(piece)) {
                throw new IOException("a piece has another length than its blob says");
            }
        }
    }

    private boolean readPiece(int piece, byte[] target) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(target, 0, descriptor.pieceBytes(piece));
        return read(bytes, (long) piece * PieceTree.PIECE_BYTES);
    }

    private boolean read(ByteBuffer target, long position) throws IOException {
        while (target.hasRemaining()) {
            if (file.read(target, position + target.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    private void note() {
        lock.lock();
        try {
            if (!ended) {
                store.note(new BlobRows.Partial(descriptor, store.now(), pieces));
            }
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() throws IOException {
        if (ended) {
            throw new IOException("the blob is no longer written to");
        }
    }
}
