package io.pyrsia.storage.blob;

import io.pyrsia.base.Digest;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Database;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Keeps blobs in a folder, named by their digests, and says which are whole; what it says survives a crash at any
/// moment.
///
/// Safe for use by many threads. Digests may be of either algorithm where a blob is looked up; it is named by its
/// SHA-256.
public final class BlobStore {

    /// How old the known last use of a blob may be.
    static final Duration LAST_USE_PRECISION = Duration.ofMinutes(1);

    private static final int STRIPES = 64;

    final BlobDisk disk;
    private final BlobRows rows;
    private final Layout layout;
    private final Clock clock;
    private final Quota quota;
    private final InUse inUse = new InUse();
    private final AtomicLong arrivals = new AtomicLong();
    /// Blobs that arrive and whose digest is known.
    private final Map<Digest, Arrival> underWay = new ConcurrentHashMap<>();
    /// Held while the file and the row of a digest change.
    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

    private final Partials partials;

    private volatile Consumer<Descriptor> onDamage = blob -> {};
    private volatile Consumer<Blob> onKept = blob -> {};
    private volatile Consumer<Digest> onLeft = sha256 -> {};

    BlobStore(BlobDisk disk, BlobRows rows, Path folder, BlobSettings settings, Clock clock) {
        this.disk = disk;
        this.rows = rows;
        this.layout = new Layout(folder);
        this.clock = clock;
        this.quota = new Quota(settings.quota(), rows, new Leaving());
        this.partials = new Partials(this, rows, layout, quota);
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantLock();
        }
    }

    /// Opens the store in `folder`, or makes it, and removes what a crash left half done.
    public static BlobStore open(Path folder, Database database, BlobSettings settings, Clock clock)
            throws IOException {
        return open(new LocalDisk(database), new BlobRows(database), folder, settings, clock);
    }

    static BlobStore open(BlobDisk disk, BlobRows rows, Path folder, BlobSettings settings, Clock clock)
            throws IOException {
        BlobStore store = new BlobStore(disk, rows, folder, settings, clock);
        store.quota.add(new Recovery(disk, rows, store.layout).run());
        return store;
    }

    /// What is known of a blob that is whole.
    public Optional<Blob> find(Digest digest) {
        Blob blob = rows.blob(digest);
        return blob == null || inUse.leaving(blob.sha256()) ? Optional.empty() : Optional.of(blob);
    }

    public boolean contains(Digest digest) {
        return find(digest).isPresent();
    }

    /// Opens a blob that is whole.
    public Optional<BlobReader> read(Digest digest) throws IOException {
        Blob blob = rows.blob(digest);
        Optional<BlobReader> reader = blob == null ? Optional.empty() : open(blob);
        if (blob != null && reader.isPresent()) {
            touch(blob);
        }
        return reader;
    }

    /// Opens a blob without using it.
    Optional<BlobReader> open(Blob blob) throws IOException {
        if (!inUse.hold(blob.sha256())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BlobReader(new StoredSource(blob, this, layout.whole(blob.sha256()))));
        } catch (NoSuchFileException e) {
            inUse.release(blob.sha256());
            damaged(blob);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            inUse.release(blob.sha256());
            throw e;
        }
    }

    /// Opens a blob that is whole or under way.
    public Optional<BlobReader> follow(Digest digest) throws IOException {
        Arrival arrival = underWay.get(digest);
        if (arrival != null) {
            try {
                return Optional.of(arrival.reader());
            } catch (NoSuchFileException e) {
                return read(digest);
            }
        }
        return read(digest);
    }

    /// Begins a blob that arrives from its beginning to its end.
    public BlobWriter write(Expectation expected) throws IOException {
        Reservation room = new Reservation(quota);
        try {
            room.take(expected.size().orElse(0));
            Path path = layout.arrivals().resolve(Long.toString(arrivals.incrementAndGet()));
            return writer(expected, path, disk.open(path), room);
        } catch (IOException | RuntimeException e) {
            room.close();
            throw e;
        }
    }

    private BlobWriter writer(Expectation expected, Path path, FileChannel file, Reservation room) {
        BlobWriter writer = new BlobWriter(this, expected, path, file, room);
        if (expected.digest() != null) {
            began(expected.digest(), writer.arrival());
        }
        return writer;
    }

    /// Takes up a blob that arrives piece by piece, or begins it; by one caller at a time.
    public PartialBlob partial(Descriptor descriptor) throws IOException {
        return partials.open(descriptor);
    }

    /// Whether some pieces of a blob are there.
    public boolean hasPartial(Digest sha256) {
        return rows.partial(sha256) != null;
    }

    /// The leaves of a whole blob's pieces.
    public Optional<Bytes> leaves(Digest digest) throws IOException {
        Blob blob = rows.blob(digest);
        if (blob == null) {
            return Optional.empty();
        }
        Optional<Bytes> leaves = Layout.readLeaves(layout.whole(blob.sha256()), blob.descriptor());
        if (leaves.isEmpty()) {
            damaged(blob);
        }
        return leaves;
    }

    /// Keeps a blob from being evicted until every owner that pinned it unpins it; an owner counts once. The blob need
    /// not be there yet.
    public void pin(Digest sha256, String owner) {
        inUse.exclusively(() -> disk.commit(BlobRows.pin(sha256, owner)));
    }

    public void unpin(Digest sha256, String owner) {
        disk.commit(BlobRows.unpin(sha256, owner));
    }

    /// Who pinned a blob.
    public List<String> owners(Digest sha256) {
        return rows.owners(sha256);
    }

    /// Removes a blob whether it is pinned or not; who reads it now can read on. False if it was not there.
    public boolean delete(Digest digest) throws IOException {
        Blob blob = rows.blob(digest);
        return blob != null && delete(blob, true);
    }

    /// At most `limit` blobs in the order of their SHA-256, behind `after`, or from the first on.
    public List<Blob> list(@Nullable Digest after, int limit) {
        return rows.blobsAfter(after, limit);
    }

    /// The bytes of all blobs that are whole, partial or arriving.
    public long usedBytes() {
        return quota.used();
    }

    /// Tells `listener` of each blob that was found damaged; it is absent from then on.
    public void onDamage(Consumer<Descriptor> listener) {
        onDamage = listener;
    }

    /// Tells `listener` of each blob that became whole.
    public void onKept(Consumer<Blob> listener) {
        onKept = listener;
    }

    /// Tells `listener` of each blob that was evicted or deleted.
    public void onLeft(Consumer<Digest> listener) {
        onLeft = listener;
    }

    Instant now() {
        return clock.now();
    }

    /// Makes a file that is complete, checked and on disk the blob's file.
    Blob keep(Blob blob, Path file, Arrival arrival) throws IOException {
        return keep(blob, file, arrival, new Batch());
    }

    Blob keepPartial(PartialBlob partial, Arrival arrival) throws IOException {
        Descriptor descriptor = partial.descriptor();
        Batch batch = new Batch();
        BlobRows.deletePartial(batch, descriptor.sha256());
        Blob blob = new Blob(descriptor.sha256(), null, descriptor.size(), descriptor.pieceRoot(), now());
        try {
            keep(blob, layout.partial(descriptor.sha256()), arrival, batch);
            quota.give(descriptor.size());
            return blob;
        } finally {
            leftOff(descriptor, arrival);
        }
    }

    private Blob keep(Blob blob, Path file, Arrival arrival, Batch batch) throws IOException {
        Path target = layout.whole(blob.sha256());
        ReentrantLock stripe = stripe(blob.sha256());
        stripe.lock();
        try {
            Blob before = rows.blob(blob.sha256());
            disk.rename(file, target);
            arrival.moved(target);
            disk.syncFolder(layout.fan(blob.sha256().value().get(0) & 0xff));
            BlobRows.put(batch, blob);
            disk.commit(batch);
            quota.add(before == null ? blob.size() : 0);
        } finally {
            stripe.unlock();
        }
        onKept.accept(blob);
        return blob;
    }

    void note(BlobRows.Partial partial) {
        Batch batch = new Batch();
        BlobRows.put(batch, partial);
        disk.note(batch);
    }

    void dropPartial(Descriptor descriptor) throws IOException {
        partials.drop(descriptor);
    }

    /// Forgets that somebody works on a partial blob.
    void leftOff(Descriptor descriptor, Arrival arrival) {
        ended(descriptor.sha256(), arrival);
        partials.closed(descriptor.sha256());
    }

    void began(Digest digest, Arrival arrival) {
        underWay.putIfAbsent(digest, arrival);
    }

    /// Forgets a blob that is no longer under way.
    void ended(@Nullable Digest expected, Arrival arrival) {
        if (expected != null) {
            underWay.remove(expected, arrival);
        }
    }

    void release(Blob blob) {
        inUse.release(blob.sha256());
    }

    /// Takes a blob away whose file is not what was stored: its pieces are candidates of a partial blob from now on.
    void damaged(Blob blob) {
        try {
            if (remove(blob, true, () -> partials.adopt(blob))) {
                onDamage.accept(blob.descriptor());
            }
        } catch (IOException e) {
            // Its row is gone; the file is removed when the store is opened again.
            onDamage.accept(blob.descriptor());
        }
    }

    /// What becomes of a blob's file when its row is gone.
    @FunctionalInterface
    private interface Remains {
        void dispose() throws IOException;
    }

    private boolean remove(Blob blob, boolean durably, Remains remains) throws IOException {
        ReentrantLock stripe = stripe(blob.sha256());
        stripe.lock();
        try {
            if (rows.blob(blob.sha256()) == null) {
                return false;
            }
            Batch batch = new Batch();
            BlobRows.delete(batch, blob);
            if (durably) {
                disk.commit(batch);
            } else {
                disk.note(batch);
            }
            quota.give(blob.size());
            remains.dispose();
            return true;
        } finally {
            stripe.unlock();
        }
    }

    private boolean delete(Blob blob, boolean durably) throws IOException {
        boolean removed = remove(blob, durably, () -> disk.delete(layout.whole(blob.sha256())));
        if (removed) {
            onLeft.accept(blob.sha256());
        }
        return removed;
    }

    private void touch(Blob read) {
        Instant now = clock.now();
        if (!read.lastUse().plus(LAST_USE_PRECISION).isBefore(now)) {
            return;
        }
        ReentrantLock stripe = stripe(read.sha256());
        stripe.lock();
        try {
            Blob blob = rows.blob(read.sha256());
            if (blob != null) {
                Batch batch = new Batch();
                BlobRows.put(batch, new Blob(blob.sha256(), blob.sha512(), blob.size(), blob.pieceRoot(), now));
                disk.note(batch);
            }
        } finally {
            stripe.unlock();
        }
    }

    private ReentrantLock stripe(Digest sha256) {
        return stripes[sha256.value().get(1) & (STRIPES - 1)];
    }

    /// How blobs leave when room is needed.
    private final class Leaving implements Quota.Evictor {

        @Override
        public boolean evict(Blob candidate) throws IOException {
            Blob now = rows.blob(candidate.sha256());
            if (now == null
                    || !now.lastUse().equals(candidate.lastUse())
                    || !inUse.leave(now.sha256(), () -> rows.pinned(now.sha256()))) {
                return false;
            }
            try {
                return delete(now, false);
            } finally {
                inUse.left(now.sha256());
            }
        }

        @Override
        public void dropPartials() throws IOException {
            partials.dropIdle();
        }
    }
}
