package io.pyrsia.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.registry.Refusal.Why;
import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// From a digest, or a name that only the upstream knows, to bytes: here, arriving, at peers, at the upstream.
final class Bytestream {

    /// Bytes that are here now, and what their upstream said of them.
    record Arrived(Blob blob, String mediaType, String etag, String modified) {}

    private final Ecosystem ecosystem;
    private final Shared shared;
    private final Upstream upstream;

    Bytestream(Ecosystem ecosystem, Shared shared, Upstream upstream) {
        this.ecosystem = ecosystem;
        this.shared = shared;
        this.upstream = upstream;
    }

    /// How many bytes a digest has, if they are here or arrive.
    OptionalLong size(Digest digest) {
        Optional<Blob> blob = shared.store().find(digest);
        return blob.isPresent()
                ? OptionalLong.of(blob.get().size())
                : shared.transfers().size(digest.toString());
    }

    /// The bytes of a known digest; `arrived` hears of them once they are kept.
    Served ofDigest(Item item, Found found, Consumer<Arrived> arrived) throws Refusal {
        Digest digest = found.digest().orElseThrow();
        Optional<Content> here = stored(digest);
        if (here.isPresent()) {
            return new Served(found, here.get());
        }
        String key = digest.toString();
        Optional<Content> near = shared.transfers().isRunning(key) ? Optional.empty() : peers(digest, Peers.NEAR);
        if (near.isPresent()) {
            return new Served(found, near.get());
        }
        try {
            return follow(shared.transfers().join(key, mine -> receive(mine, item, found, arrived)), found);
        } catch (Refusal e) {
            Optional<Content> anywhere = e.why() == Why.UNREACHABLE ? peers(digest, Peers.ANYWHERE) : Optional.empty();
            return new Served(found, anywhere.orElseThrow(() -> e));
        }
    }

    /// The bytes that the upstream has under a name.
    Served named(Item item, Found found, Consumer<Arrived> arrived) throws Refusal {
        String key = ecosystem.name() + " " + upstream.name() + " " + item.path();
        return follow(shared.transfers().join(key, mine -> receive(mine, item, found, arrived)), found);
    }

    private Optional<Content> stored(Digest digest) throws Refusal {
        try {
            return shared.store().read(digest).map(reader -> new Content(reader, size(reader)));
        } catch (IOException e) {
            throw new Refusal(Why.BUSY, "the disk fails: " + e.getMessage());
        }
    }

    private Optional<Content> peers(Digest digest, Duration patience) {
        try {
            return shared.peers().fetch(digest, patience).map(reader -> new Content(reader, size(reader)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long size(BlobReader reader) {
        return reader.size().orElseThrow();
    }

    private Served follow(Transfer transfer, Found found) throws Refusal {
        BlobReader reader = transfer.follow();
        if (reader == null) {
            Blob blob = transfer.end();
            Content content = stored(blob.sha256())
                    .orElseThrow(() -> new Refusal(Why.BUSY, "the bytes came and were evicted at once"));
            return new Served(describe(found, transfer, Optional.of(blob.sha256()), blob.size()), content);
        }
        long size = transfer.start().size();
        // Of a name, the node has something to remember before the client can ask for it again.
        Content content = found.item().kind() == Item.Kind.CONTENT
                ? new Content(reader, size)
                : new Content(reader, size, () -> finish(transfer));
        Optional<Digest> told = transfer.start().told().digest();
        return new Served(describe(found, transfer, told, content.size()), content);
    }

    private static void finish(Transfer transfer) throws IOException {
        try {
            transfer.end();
        } catch (Refusal e) {
            throw new IOException(e.sentence(), e);
        }
    }

    private static Found describe(Found found, Transfer transfer, Optional<Digest> digest, long size) throws Refusal {
        Transfer.Start start = transfer.start();
        return new Found(
                found.item(),
                found.registry(),
                found.digest().isPresent() ? found.digest() : digest,
                size,
                found.mediaType().isEmpty() ? start.told().mediaType() : found.mediaType(),
                found.modified().isEmpty() ? start.modified() : found.modified(),
                found.trust());
    }

    private void receive(Transfer transfer, Item item, Found found, Consumer<Arrived> arrived) throws Refusal {
        Optional<Blob> here = found.digest().flatMap(shared.store()::find);
        if (here.isPresent()) {
            transfer.succeed(here.get());
            return;
        }
        Fetch fetch =
                new Fetch(ecosystem, shared.client(), shared.store(), shared.watch(), upstream, item, found.digest());
        Blob blob = fetch.run(transfer);
        Transfer.Start start = transfer.start();
        arrived.accept(new Arrived(blob, start.told().mediaType(), start.etag(), start.modified()));
        shared.transfers().came(blob.size());
        transfer.succeed(blob);
    }
}
