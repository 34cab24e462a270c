package io.pyrsia.bench.swarm;

import io.pyrsia.base.Digest;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.host.NetworkHost;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import io.pyrsia.storage.blob.BlobSettings;
import io.pyrsia.storage.blob.BlobStore;
import io.pyrsia.storage.blob.BlobWriter;
import io.pyrsia.storage.blob.Descriptor;
import io.pyrsia.storage.blob.Expectation;
import io.pyrsia.swarm.Candidate;
import io.pyrsia.swarm.Providers;
import io.pyrsia.swarm.Swarm;
import io.pyrsia.swarm.SwarmSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/// A node with a store, a host on loopback and a swarm; it is told whom to ask.
final class BenchPeer implements AutoCloseable {

    final Path folder;
    final BlobStore store;
    final NetworkHost host;
    final Swarm swarm;
    private final Database database;

    BenchPeer(Path folder, SwarmSettings settings) throws IOException {
        this.folder = folder;
        database = Database.open(folder.resolve("rows"), StorageSettings.small());
        store = BlobStore.open(folder.resolve("blobs"), database, BlobSettings.unlimited(), Clock.system());
        host = NetworkHost.start(
                HostConfig.of(Identity.generate(Randomness.secure()), List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/0"))));
        swarm = Swarm.start(host, store, new Nobody(), settings, Clock.system(), Randomness.secure());
    }

    Candidate candidate() {
        return new Candidate(host.identity().id(), host.addresses());
    }

    /// Stores a blob of this size; the same seed gives the same bytes.
    Descriptor fill(long size, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] part = new byte[1 << 20];
        try (BlobWriter writer = store.write(Expectation.nothing())) {
            for (long left = size; left > 0; left -= part.length) {
                random.nextBytes(part);
                writer.write(part, 0, (int) Math.min(left, part.length));
            }
            return writer.commit().descriptor();
        }
    }

    @Override
    public void close() {
        swarm.close();
        host.close();
        database.close();
    }

    private record Nobody() implements Providers {

        @Override
        public List<Candidate> find(Digest sha256, int enough) {
            return List.of();
        }

        @Override
        public boolean provide(Digest sha256) {
            return true;
        }

        @Override
        public void withdraw(Digest sha256) {}
    }
}
