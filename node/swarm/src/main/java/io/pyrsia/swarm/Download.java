package io.pyrsia.swarm;

import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobReader;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// Somebody's interest in a blob that is being fetched; when the last interest is closed, the transfer stops,
/// and what has arrived stays to be taken up later.
public final class Download implements AutoCloseable {

    private final Fetch fetch;
    private final Swarm swarm;
    private final AtomicBoolean closed = new AtomicBoolean();

    Download(Fetch fetch, Swarm swarm) {
        this.fetch = fetch;
        this.swarm = swarm;
    }

    /// Reads the bytes while they arrive; it fails with an [IOException] if the blob does not.
    public BlobReader reader() throws IOException {
        return fetch.partial.reader();
    }

    /// Done when the blob is whole and on disk; fails with an [IOException] whose sentence says why.
    public CompletableFuture<Blob> result() {
        return fetch.result.copy();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            swarm.release(fetch);
        }
    }
}
