package io.pyrsia.storage.blob;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Digest.Algorithm;
import io.pyrsia.base.PieceTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Objects;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A blob that arrives from its beginning to its end; closed before it was committed, it leaves nothing. For use by
/// one thread at a time; its readers have their own.
public final class BlobWriter implements AutoCloseable {

    private final BlobStore store;
    private final Expectation expected;
    private final Path path;
    private final FileChannel file;
    private final Arrival arrival;
    private final Reservation room;

    private final MessageDigest sha256 = Algorithm.SHA256.startLong();
    private final @Nullable MessageDigest sha512;
    private final byte[] chunk = new byte[Chunks.BYTES];
    private int chunks;
    private int filled;
    private boolean ended;

    BlobWriter(BlobStore store, Expectation expected, Path path, FileChannel file, Reservation room) {
        this.store = store;
        this.expected = expected;
        this.path = path;
        this.file = file;
        this.room = room;
        this.arrival = new Arrival(path, expected.size().orElse(-1));
        Digest digest = expected.digest();
        this.sha512 = digest != null && digest.algorithm() == Algorithm.SHA256 ? null : Algorithm.SHA512.startLong();
    }

    Arrival arrival() {
        return arrival;
    }

    /// How many bytes were written.
    public long written() {
        return (long) chunks * Chunks.BYTES + filled;
    }

    /// Adds bytes; more than were expected are [WrongBytes], more than there is room for a [BlobStoreFull].
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (ended) {
            throw new IOException("the blob is no longer written to");
        }
        long limit = expected.size().orElse(PieceTree.MAX_BYTES);
        if (length > limit - written()) {
            throw failed(new WrongBytes("more than the expected " + limit + " bytes came"));
        }
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, Chunks.BYTES - filled);
            System.arraycopy(bytes, offset + done, chunk, filled, count);
            filled += count;
            done += count;
            if (filled == Chunks.BYTES) {
                flush();
            }
        }
    }

    /// A reader of what has arrived and of what will.
    public BlobReader reader() throws IOException {
        return arrival.reader();
    }

    /// Whether readers were told that the rest will not come.
    public boolean hasFailed() {
        return arrival.hasFailed();
    }

    /// Ends the blob and checks it against what was expected; when this returns it is on disk.
    public Blob commit() throws IOException {
        return commit(expected.digest());
    }

    /// The same with a digest that was told only now; null checks nothing.
    public Blob commit(@Nullable Digest digest) throws IOException {
        if (ended) {
            throw new IOException("the blob is no longer written to");
        }
        long size = written();
        if (size != expected.size().orElse(size)) {
            throw failed(new WrongBytes(
                    "the bytes ended after " + size + " of " + expected.size().getAsLong()));
        }
        if (filled > 0) {
            flush();
        }
        Digest whole = new Digest(Algorithm.SHA256, Bytes.wrap(sha256.digest()));
        Digest longer = sha512 == null ? null : new Digest(Algorithm.SHA512, Bytes.wrap(sha512.digest()));
        check(expected.digest(), whole, longer);
        check(digest, whole, longer);
        arrival.whole(size);
        Bytes tree = leaves(size);
        Blob blob = new Blob(whole, longer, size, PieceTree.root(tree), store.now());
        store.disk.write(file, Layout.footer(tree, arrival.checksums(0, Chunks.count(size))), size);
        store.disk.force(file);
        ended = true;
        try (file) {
            return store.keep(blob, path, arrival);
        } finally {
            store.ended(expected.digest(), arrival);
            room.close();
        }
    }

    private void check(@Nullable Digest wanted, Digest whole, @Nullable Digest longer) throws IOException {
        if (wanted == null) {
            return;
        }
        Digest actual = wanted.algorithm() == Algorithm.SHA256 ? whole : longer;
        if (!wanted.equals(actual)) {
            throw failed(new WrongBytes("the bytes have the digest " + actual + ", not " + wanted));
        }
    }

    /// Made when readers have the last byte already: they need the digest of the whole, and only peers need these.
    private Bytes leaves(long size) throws IOException {
        ByteArrayOutputStream leaves = new ByteArrayOutputStream(Layout.leavesBytes(size));
        byte[] bytes = new byte[Chunks.BYTES];
        try (BlobReader written = reader()) {
            for (int piece = 0; piece < PieceTree.pieces(size); piece++) {
                MessageDigest leaf = PieceTree.startLeaf();
                long at = (long) piece * PieceTree.PIECE_BYTES;
                for (long end = at + PieceTree.pieceBytes(size, piece); at < end; ) {
                    int count = written.read(at, bytes, 0, bytes.length);
                    leaf.update(bytes, 0, count);
                    at += count;
                }
                leaves.writeBytes(leaf.digest());
            }
        }
        return Bytes.wrap(leaves.toByteArray());
    }

    private void flush() throws IOException {
        room.atLeast(written());
        sha256.update(chunk, 0, filled);
        if (sha512 != null) {
            sha512.update(chunk, 0, filled);
        }
        store.disk.write(file, ByteBuffer.wrap(chunk, 0, filled), (long) chunks * Chunks.BYTES);
        arrival.arrived(chunks, Chunks.checksum(chunk, 0, filled));
        if (filled < Chunks.BYTES) {
            return;
        }
        chunks++;
        filled = 0;
    }

    private IOException failed(IOException why) {
        arrival.failed(String.valueOf(why.getMessage()));
        return why;
    }

    /// Leaves nothing, unless it was committed; readers get an error.
    @Override
    public void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        arrival.failed("the blob's source ended before the blob did");
        try (file) {
            store.disk.delete(path);
        } finally {
            store.ended(expected.digest(), arrival);
            room.close();
        }
    }
}
