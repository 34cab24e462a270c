package io.pyrsia.storage.blob;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Digest.Algorithm;
import io.pyrsia.base.PieceTree;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Reads every blob again and again, slowly, and compares it with its SHA-256, so that rot is found while others
/// still have the right bytes. What is wrong leaves the store as if a reader had found it.
public final class Scrub implements AutoCloseable {

    /// How long to wait; a test does not.
    @FunctionalInterface
    public interface Pause {
        void rest(Duration time) throws InterruptedException;
    }

    /// Between one pass over all blobs and the next.
    static final Duration BETWEEN_PASSES = Duration.ofHours(1);

    private static final System.Logger LOG = System.getLogger(Scrub.class.getName());
    private static final int PAGE = 100;

    private final BlobStore store;
    private final long bytesPerSecond;
    private final Pause pause;
    private final Digest first;
    private final LongAdder read = new LongAdder();
    private final LongAdder damaged = new LongAdder();
    private final Thread thread = Thread.ofVirtual().name("blob-scrub").unstarted(this::run);

    /// @param random where it begins: a node that is restarted often must reach the last blobs, too
    public Scrub(BlobStore store, long bytesPerSecond, Pause pause, RandomGenerator random) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a scrub reads at least a byte in a second");
        }
        this.store = store;
        this.bytesPerSecond = bytesPerSecond;
        this.pause = pause;
        byte[] anywhere = new byte[Algorithm.SHA256.bytes()];
        random.nextBytes(anywhere);
        this.first = new Digest(Algorithm.SHA256, Bytes.wrap(anywhere));
    }

    public void start() {
        thread.start();
    }

    /// The bytes that were read, and the blobs that were found damaged.
    public long readBytes() {
        return read.sum();
    }

    public long damaged() {
        return damaged.sum();
    }

    private void run() {
        try {
            pass(first);
            while (true) {
                pause.rest(BETWEEN_PASSES);
                pass(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "blobs are no longer checked for rot", e);
        }
    }

    /// Checks all blobs behind `after`, or all.
    void pass(@Nullable Digest after) throws InterruptedException {
        Digest last = after;
        for (List<Blob> page = store.list(last, PAGE); !page.isEmpty(); page = store.list(last, PAGE)) {
            for (Blob blob : page) {
                last = blob.sha256();
                check(blob);
            }
        }
    }

    private void check(Blob blob) throws InterruptedException {
        try {
            Optional<BlobReader> opened = store.open(blob);
            if (opened.isEmpty()) {
                return;
            }
            try (BlobReader reader = opened.get()) {
                if (!hash(reader).equals(blob.sha256().value())) {
                    damaged.increment();
                    store.damaged(blob);
                }
            }
        } catch (DamagedBlob e) {
            damaged.increment(); // the reader told the store
        } catch (ClosedByInterruptException e) {
            throw (InterruptedException) new InterruptedException("the scrub was closed").initCause(e);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a blob cannot be checked for rot: " + blob.sha256(), e);
        }
    }

    private Bytes hash(BlobReader reader) throws IOException, InterruptedException {
        MessageDigest hash = Algorithm.SHA256.startLong();
        byte[] part = new byte[Chunks.BYTES];
        long at = 0;
        long rested = 0;
        for (int count = reader.read(at, part, 0, part.length);
                count > 0;
                count = reader.read(at, part, 0, part.length)) {
            hash.update(part, 0, count);
            at += count;
            read.add(count);
            if (at - rested >= PieceTree.PIECE_BYTES) {
                rest(at - rested);
                rested = at;
            }
        }
        rest(at - rested);
        return Bytes.wrap(hash.digest());
    }

    private void rest(long bytes) throws InterruptedException {
        pause.rest(Duration.ofNanos((long) (bytes * 1e9 / bytesPerSecond)));
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            if (thread.isAlive()) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
