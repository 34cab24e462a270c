package io.pyrsia.storage.blob;

import java.io.IOException;

/// The room that a blob under way takes of the quota; for use by one thread at a time.
final class Reservation implements AutoCloseable {

    /// By how much a blob of unknown size takes more.
    static final long STEP = 16L << 20;

    private final Quota quota;
    private long bytes;

    Reservation(Quota quota) {
        this.quota = quota;
    }

    /// Takes more if this is not enough.
    void atLeast(long wanted) throws IOException {
        if (wanted > bytes) {
            take(Math.min(wanted - bytes + STEP, Math.max(wanted - bytes, quota.free())));
        }
    }

    void take(long more) throws IOException {
        quota.take(more);
        bytes += more;
    }

    @Override
    public void close() {
        quota.give(bytes);
        bytes = 0;
    }
}
