package io.pyrsia.storage.blob;

import io.pyrsia.base.ByteSize;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/// Counts what the blob store holds and makes room by letting go of what was not used for the longest time.
final class Quota {

    /// How many of the longest unused blobs are looked for at once.
    static final int CANDIDATES = 10_000;

    /// What is let go of, if it may.
    interface Evictor {
        /// Whether the blob left; not if it is used, pinned, or gone already.
        boolean evict(Blob blob) throws IOException;

        /// Drops the partial blobs that nobody works on.
        void dropPartials() throws IOException;
    }

    private final long limit;
    private final BlobRows rows;
    private final Evictor evictor;
    /// Guarded by this object, as the field below.
    private long used;

    private final Deque<Blob> oldest = new ArrayDeque<>();

    Quota(ByteSize limit, BlobRows rows, Evictor evictor) {
        this.limit = limit.bytes();
        this.rows = rows;
        this.evictor = evictor;
    }

    synchronized long used() {
        return used;
    }

    synchronized long free() {
        return Math.max(0, limit - used);
    }

    /// Counts bytes that are there already.
    synchronized void add(long bytes) {
        used += bytes;
    }

    synchronized void give(long bytes) {
        used -= bytes;
    }

    /// Counts bytes that will come, after making room for them.
    synchronized void take(long bytes) throws IOException {
        if (bytes > limit - used) {
            evictor.dropPartials();
        }
        boolean fresh = false;
        while (bytes > limit - used) {
            if (oldest.isEmpty()) {
                if (fresh) {
                    throw new BlobStoreFull("no room for " + new ByteSize(bytes) + " more: the quota of "
                            + new ByteSize(limit) + " is taken by blobs that are pinned, being read or arriving");
                }
                findOldest();
                fresh = true;
                continue;
            }
            if (evictor.evict(oldest.poll())) {
                fresh = false;
            }
        }
        used += bytes;
    }

    private void findOldest() {
        PriorityQueue<Blob> found =
                new PriorityQueue<>(Comparator.comparing(Blob::lastUse).reversed());
        rows.eachBlob(blob -> {
            found.add(blob);
            if (found.size() > CANDIDATES) {
                found.poll();
            }
        });
        while (!found.isEmpty()) {
            oldest.addFirst(found.poll());
        }
    }
}
