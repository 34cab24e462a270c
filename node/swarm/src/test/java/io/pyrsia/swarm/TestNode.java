package io.pyrsia.swarm;

import io.pyrsia.base.Digest;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.host.NetworkHost;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobSettings;
import io.pyrsia.storage.blob.BlobStore;
import io.pyrsia.storage.blob.BlobWriter;
import io.pyrsia.storage.blob.Expectation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/// A node with a store, a host on loopback and a swarm.
final class TestNode implements AutoCloseable {

    final Database database;
    final BlobStore store;
    final NetworkHost host;
    final Swarm swarm;
    /// Who is said to have every blob.
    final List<Candidate> providers = new CopyOnWriteArrayList<>();

    TestNode(Path folder, SwarmSettings settings) throws IOException {
        database = Database.open(folder.resolve("rows"), StorageSettings.small());
        store = BlobStore.open(folder.resolve("blobs"), database, BlobSettings.unlimited(), Clock.system());
        Identity identity = Identity.generate(Randomness.secure());
        host = NetworkHost.start(HostConfig.of(identity, List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/0"))));
        swarm = Swarm.start(host, store, new Named(providers), settings, Clock.system(), Randomness.secure());
    }

    Candidate candidate() {
        return new Candidate(host.identity().id(), host.addresses());
    }

    Blob put(byte[] content) throws IOException {
        try (BlobWriter writer = store.write(Expectation.nothing())) {
            writer.write(content, 0, content.length);
            return writer.commit();
        }
    }

    byte[] read(Digest digest) throws IOException {
        try (InputStream all = store.read(digest).orElseThrow().stream(0)) {
            return all.readAllBytes();
        }
    }

    static byte[] content(long seed, int size) {
        byte[] content = new byte[size];
        new SplittableRandom(seed).nextBytes(content);
        return content;
    }

    @Override
    public void close() {
        swarm.close();
        host.close();
        database.close();
    }

    /// Knows the providers that a test names.
    record Named(List<Candidate> all) implements Providers {

        @Override
        public List<Candidate> find(Digest sha256, int enough) {
            return List.copyOf(all);
        }

        @Override
        public boolean provide(Digest sha256) {
            return true;
        }

        @Override
        public void withdraw(Digest sha256) {}
    }
}
