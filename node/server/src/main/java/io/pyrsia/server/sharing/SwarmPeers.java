package io.pyrsia.server.sharing;

import io.pyrsia.base.Digest;
import io.pyrsia.libp2p.Host;
import io.pyrsia.registry.Peers;
import io.pyrsia.storage.blob.BlobReader;
import io.pyrsia.storage.blob.Descriptor;
import io.pyrsia.swarm.Described;
import io.pyrsia.swarm.Download;
import io.pyrsia.swarm.Swarm;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;

/// Asks the swarm for what the registries lack. What the log says of a blob's pieces holds; of a blob that it does not
/// name, as the layers of an image, a peer's word is taken and proven by the blob's digest at the end.
final class SwarmPeers implements Peers {

    /// How long the first bytes may take when somebody said that they have it; the upstream is asked after that.
    private static final Duration FIRST_BYTES = Duration.ofSeconds(2);

    private final Host host;
    private final Swarm swarm;
    private final Function<Digest, Optional<Descriptor>> log;
    private final long limitBytes;

    /// @param limitBytes the largest blob that is fetched on a peer's word alone, because room is made for all of it
    SwarmPeers(Host host, Swarm swarm, Function<Digest, Optional<Descriptor>> log, long limitBytes) {
        this.host = host;
        this.swarm = swarm;
        this.log = log;
        this.limitBytes = limitBytes;
    }

    @Override
    public Optional<BlobReader> fetch(Digest digest, Duration patience) throws IOException {
        if (digest.algorithm() != Digest.Algorithm.SHA256 || host.connections().isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<Described> found = find(digest, patience);
            return found.isEmpty() ? Optional.empty() : read(found.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while peers are asked").initCause(e);
        }
    }

    /// Makes a blob whole again of which pieces are left; whether peers had the others.
    boolean heal(Descriptor blob) throws IOException, InterruptedException {
        Optional<Described> found = find(blob.sha256(), Duration.ofMinutes(1));
        try (Download download = swarm.fetch(blob, found.map(Described::holders).orElseGet(List::of))) {
            download.result().get();
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private Optional<Described> find(Digest digest, Duration patience) throws InterruptedException {
        Optional<Descriptor> logged = log.apply(digest);
        Predicate<Descriptor> acceptable =
                logged.isPresent() ? logged.get()::equals : blob -> blob.size() <= limitBytes;
        return swarm.describe(digest, acceptable, patience);
    }

    /// A reader whose first bytes are there. The transfer goes on to its end, whoever reads.
    private Optional<BlobReader> read(Described found) throws IOException, InterruptedException {
        Download download = swarm.fetch(found.blob(), found.holders());
        CompletableFuture<BlobReader> begun = new CompletableFuture<>();
        Thread.ofVirtual().name("swarm-first-bytes").start(() -> begin(download, begun));
        try {
            BlobReader reader = begun.get(FIRST_BYTES.toNanos(), TimeUnit.NANOSECONDS);
            CompletableFuture<?> _ = download.result().whenComplete((blob, failure) -> download.close());
            return Optional.of(reader);
        } catch (ExecutionException | TimeoutException e) {
            begun.cancel(false);
            download.close();
            return Optional.empty();
        } catch (InterruptedException e) {
            begun.cancel(false);
            download.close();
            throw e;
        }
    }

    private static void begin(Download download, CompletableFuture<BlobReader> begun) {
        try {
            BlobReader reader = download.reader();
            try {
                reader.read(0, new byte[1], 0, 1);
                if (begun.complete(reader)) {
                    return;
                }
            } catch (IOException | RuntimeException e) {
                begun.completeExceptionally(e);
            }
            reader.close();
        } catch (IOException | RuntimeException e) {
            begun.completeExceptionally(e);
        }
    }
}
