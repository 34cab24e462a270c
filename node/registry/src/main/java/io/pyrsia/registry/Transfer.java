package io.pyrsia.registry;

import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobReader;
import io.pyrsia.storage.blob.BlobWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Bytes on their way into the blob store, and everybody who wants them meanwhile.
final class Transfer {

    /// A file of this size or smaller is waited for: nothing of it may be seen before all of it is verified.
    static final long WAITED_FOR_BYTES = 64 << 10;

    /// What is known when the first byte may be read.
    ///
    /// @param writer who has the bytes while they arrive; null if they were here already
    record Start(
            Ecosystem.Told told,
            long size,
            String modified,
            String etag,
            @Nullable BlobWriter writer) {}

    private final CompletableFuture<Start> start = new CompletableFuture<>();
    private final CompletableFuture<Blob> end = new CompletableFuture<>();

    void begin(Start what) {
        start.complete(what);
    }

    void succeed(Blob blob) {
        end.complete(blob);
        start.complete(new Start(new Ecosystem.Told(Optional.of(blob.sha256()), ""), blob.size(), "", "", null));
    }

    void fail(Refusal why) {
        start.completeExceptionally(why);
        end.completeExceptionally(why);
    }

    /// Waits until it is known what comes.
    Start start() throws Refusal {
        return await(start);
    }

    /// Waits until all of it is here and verified.
    Blob end() throws Refusal {
        return await(end);
    }

    /// Whether its readers know already that it fails, and may be back to ask again.
    boolean isFailing() {
        if (!hasBegun()) {
            return false;
        }
        Start begun = start.join();
        return begun.writer() != null && begun.writer().hasFailed();
    }

    private boolean hasBegun() {
        return start.isDone() && !start.isCompletedExceptionally();
    }

    OptionalLong size() {
        return hasBegun() && !isFailing() && start.join().size() >= 0
                ? OptionalLong.of(start.join().size())
                : OptionalLong.empty();
    }

    /// A reader of bytes that are still arriving; null if they are better waited for.
    @Nullable
    BlobReader follow() throws Refusal {
        Start begun = start();
        if (begun.writer() == null || begun.size() <= WAITED_FOR_BYTES || end.isDone()) {
            return null;
        }
        try {
            return begun.writer().reader();
        } catch (IOException e) {
            return null;
        }
    }

    private static <T> T await(CompletableFuture<T> future) throws Refusal {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw e;
        }
    }
}
