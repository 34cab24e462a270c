package io.pyrsia.server.sharing;

import io.pyrsia.base.Digest;
import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobStore;
import io.pyrsia.swarm.Providers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Tells the network which blobs this node holds: all of them when it starts, then each one that it gets.
final class Offers implements AutoCloseable {

    /// New blobs that wait to be told of; of more, the network hears at the next start.
    private static final int MAX_WAITING = 10_000;
    /// Blobs that are told of when the node starts: others remember no more of one peer.
    private static final int MAX_AT_START = 10_000;

    private static final Duration UNTIL_SOMEBODY_IS_THERE = Duration.ofSeconds(1);
    private static final int PAGE = 100;

    private final BlobStore store;
    private final IntSupplier knownPeers;
    private final Duration pause;
    private final Providers providers;
    private final BlockingQueue<Digest> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final LongAdder told = new LongAdder();
    private final Thread thread = Thread.ofVirtual().name("swarm-offers").unstarted(this::run);

    Offers(BlobStore store, IntSupplier knownPeers, Providers providers) {
        this(store, knownPeers, providers, UNTIL_SOMEBODY_IS_THERE);
    }

    Offers(BlobStore store, IntSupplier knownPeers, Providers providers, Duration pause) {
        this.store = store;
        this.knownPeers = knownPeers;
        this.providers = providers;
        this.pause = pause;
    }

    void start() {
        thread.start();
    }

    /// Whether the network will hear of it now.
    boolean add(Digest sha256) {
        return waiting.offer(sha256);
    }

    /// How many blobs were told of.
    long told() {
        return told.sum();
    }

    private void run() {
        try {
            // What is told to nobody would be told again a day later.
            while (knownPeers.getAsInt() == 0) {
                Thread.sleep(pause);
            }
            all();
            while (true) {
                tell(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void all() throws InterruptedException {
        int left = MAX_AT_START;
        @Nullable Digest last = null;
        for (List<Blob> page = store.list(last, PAGE); !page.isEmpty(); page = store.list(last, PAGE)) {
            for (Blob blob : page) {
                last = blob.sha256();
                tell(last);
                if (--left == 0) {
                    return;
                }
            }
        }
    }

    /// Who is known may not listen yet, or no longer; as long as nobody takes this one, nobody would take the next.
    private void tell(Digest sha256) throws InterruptedException {
        while (store.contains(sha256)) {
            if (providers.provide(sha256)) {
                told.increment();
                return;
            }
            Thread.sleep(pause);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            if (thread.isAlive()) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
