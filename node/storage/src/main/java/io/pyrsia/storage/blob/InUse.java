package io.pyrsia.storage.blob;

import io.pyrsia.base.Digest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Who reads which blob, and which are being evicted: never both.
final class InUse {

    /// Guarded by this object, as the field below.
    private final Map<Digest, Integer> readers = new HashMap<>();

    private final Set<Digest> leaving = new HashSet<>();

    /// Counts a reader; false if the blob is leaving.
    synchronized boolean hold(Digest sha256) {
        if (leaving.contains(sha256)) {
            return false;
        }
        readers.merge(sha256, 1, Integer::sum);
        return true;
    }

    synchronized void release(Digest sha256) {
        readers.computeIfPresent(sha256, (key, count) -> count == 1 ? null : count - 1);
    }

    /// Makes a blob unreadable from now on, if nobody reads it and it is not pinned.
    synchronized boolean leave(Digest sha256, BooleanSupplier pinned) {
        return !readers.containsKey(sha256) && !pinned.getAsBoolean() && leaving.add(sha256);
    }

    synchronized void left(Digest sha256) {
        leaving.remove(sha256);
    }

    synchronized boolean leaving(Digest sha256) {
        return leaving.contains(sha256);
    }

    /// Does something while no blob begins to leave.
    synchronized void exclusively(Runnable work) {
        work.run();
    }
}
