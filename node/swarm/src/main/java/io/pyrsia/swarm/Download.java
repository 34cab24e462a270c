package io.pyrsia.swarm;

import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobReader;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// Somebody's interest in a blob that is being fetched; when the last interest is closed, the transfer stops,
/// and what has arrived stays to be taken up later.
public final class Download implements AutoCloseable {

    /// Opens a reader.
    @FunctionalInterface
    interface Opener {
        BlobReader open() throws IOException;
    }

    private final Opener opener;
    private final CompletableFuture<Blob> result;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    Download(Opener opener, CompletableFuture<Blob> result, Runnable release) {
        this.opener = opener;
        this.result = result;
        this.release = release;
    }

    /// Reads the bytes while they arrive; it fails with an [IOException] if the blob does not.
    public BlobReader reader() throws IOException {
        return opener.open();
    }

    /// Done when the blob is whole and on disk; fails with an [IOException] whose sentence says why.
    public CompletableFuture<Blob> result() {
        return result.copy();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
