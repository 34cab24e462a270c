package io.pyrsia.swarm;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobReader;
import io.pyrsia.storage.blob.BlobStore;
import io.pyrsia.storage.blob.Descriptor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A node's part in moving blobs between peers: it fetches what is asked of it, and serves what is in its store.
public final class Swarm implements AutoCloseable {

    /// How long a peer may take to say which blob it wants.
    private static final Duration GREETING = Duration.ofSeconds(10);

    private static final long ROTATE_MS = 50;

    final Host host;
    final BlobStore store;
    final Providers providers;
    final SwarmSettings settings;
    final Clock clock;
    final RandomGenerator random;
    final Bans bans;
    final Uploads uploads;
    final RateLimit uploadLimit;
    final RateLimit downloadLimit;
    private final Thread rotation = Thread.ofVirtual().name("swarm-slots").unstarted(this::rotate);
    /// Guarded by this object, as the two fields below.
    private final Map<Digest, Fetch> fetches = new HashMap<>();

    private final Map<Fetch, Integer> interests = new HashMap<>();
    private boolean closed;
    private final LongAdder downloaded = new LongAdder();

    private Swarm(
            Host host,
            BlobStore store,
            Providers providers,
            SwarmSettings settings,
            Clock clock,
            RandomGenerator random) {
        this.host = host;
        this.store = store;
        this.providers = providers;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.bans = new Bans(clock);
        this.uploads = new Uploads(this, settings.uploadSlots());
        this.uploadLimit = new RateLimit(settings.uploadBytesPerSecond(), clock);
        this.downloadLimit = new RateLimit(settings.downloadBytesPerSecond(), clock);
    }

    /// Begins to serve.
    public static Swarm start(
            Host host,
            BlobStore store,
            Providers providers,
            SwarmSettings settings,
            Clock clock,
            RandomGenerator random) {
        Swarm swarm = new Swarm(host, store, providers, settings, clock, random);
        if (settings.uploadSlots() > 0) {
            host.serve(Wire.PROTOCOL, Admission.everyone(), swarm::serve);
            swarm.rotation.start();
        }
        return swarm;
    }

    /// Fetches a blob from peers, unless it is here, or joins the transfer that is under way. The hints are tried
    /// besides those who say that they have it.
    public synchronized Download fetch(Descriptor blob, List<Candidate> hints) throws IOException {
        Fetch fetch = joinable(blob.sha256());
        if (closed) {
            throw new IOException("the swarm is closed");
        }
        Optional<Blob> here = fetch == null ? store.find(blob.sha256()) : Optional.empty();
        if (here.isPresent()) {
            return new Download(() -> stored(blob.sha256()), CompletableFuture.completedFuture(here.get()), () -> {});
        }
        if (fetch == null) {
            fetch = new Fetch(this, store.partial(blob), hints);
            fetches.put(blob.sha256(), fetch);
            fetch.start();
        } else {
            hints.forEach(fetch::candidate);
        }
        interests.merge(fetch, 1, Integer::sum);
        Fetch mine = fetch;
        return new Download(mine.partial::reader, mine.result, () -> release(mine));
    }

    private BlobReader stored(Digest sha256) throws IOException {
        return store.read(sha256).orElseThrow(() -> new IOException(sha256 + " was evicted"));
    }

    /// The transfer of a blob; one that is being left is waited for, because a new one cannot begin before its end.
    private synchronized @Nullable Fetch joinable(Digest sha256) throws IOException {
        try {
            Fetch fetch = fetches.get(sha256);
            while (fetch != null && !interests.containsKey(fetch)) {
                wait();
                fetch = fetches.get(sha256);
            }
            return fetch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while a transfer ends").initCause(e);
        }
    }

    /// What peers that have all of a blob say of it, and who they are: of the acceptable answers the one that most
    /// give, or empty if nobody has it or says so in time. It is no more than their word.
    public Optional<Described> describe(Digest sha256, Predicate<Descriptor> acceptable, Duration patience)
            throws InterruptedException {
        return new Describing(this, sha256, acceptable, Describing.GRACE).run(patience);
    }

    /// Peers that lied.
    public Bans bans() {
        return bans;
    }

    /// The bytes of pieces that were sent to peers.
    public long uploadedBytes() {
        return uploads.sentBytes();
    }

    /// The bytes of right pieces that came from peers.
    public long downloadedBytes() {
        return downloaded.sum();
    }

    /// Blobs that are being fetched.
    public synchronized int transfers() {
        return fetches.size();
    }

    /// Streams on which peers fetch.
    public int uploads() {
        return uploads.count();
    }

    void came(int bytes) {
        downloaded.add(bytes);
    }

    private void release(Fetch fetch) {
        synchronized (this) {
            if (interests.merge(fetch, -1, Integer::sum) > 0) {
                return;
            }
            interests.remove(fetch);
        }
        fetch.fail("nobody wants the blob any more", null);
    }

    /// Forgets a transfer that is over.
    synchronized void ended(Fetch fetch) {
        fetches.remove(fetch.partial.descriptor().sha256(), fetch);
        notifyAll();
    }

    private synchronized @Nullable Fetch fetching(Digest sha256) {
        return fetches.get(sha256);
    }

    /// The whole blob, or null.
    @Nullable
    Holding whole(Digest sha256) throws IOException {
        Optional<Blob> blob = store.find(sha256);
        Optional<BlobReader> reader = blob.isEmpty() ? Optional.empty() : store.read(sha256);
        if (reader.isEmpty()) {
            return null;
        }
        Optional<Bytes> leaves = store.leaves(sha256);
        return new Holding.Whole(blob.get().descriptor(), leaves.orElse(null), reader.get());
    }

    private void serve(Stream stream) throws IOException, Malformed, InterruptedException {
        stream.deadline(GREETING);
        if (!(Wire.readAsking(stream) instanceof Message.Want(Digest sha256))) {
            throw new Malformed("a stream begins with the blob that is wanted");
        }
        Fetch own = fetching(sha256);
        Holding holding = own == null ? whole(sha256) : new Holding.Part(own.partial);
        if (holding == null || bans.has(stream.connection().peer())) {
            byte[] refused = Wire.bytes(new Message.Refused());
            stream.write(refused, 0, refused.length);
            return;
        }
        Upload upload = new Upload(uploads.nextNumber(), stream, holding, uploads, this);
        if (!uploads.join(sha256, upload)) {
            holding.close();
            throw new IOException("too many uploads");
        }
        if (own != null) {
            own.candidate(uploads.candidate(stream.connection().peer()));
        }
        try {
            upload.run();
        } finally {
            uploads.leave(sha256, upload);
        }
    }

    private void rotate() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(ROTATE_MS);
                uploads.rotate();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        host.withdraw(Wire.PROTOCOL);
        rotation.interrupt();
        List<Fetch> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(fetches.values());
        }
        left.forEach(fetch -> fetch.fail("the node stops", null));
    }
}
