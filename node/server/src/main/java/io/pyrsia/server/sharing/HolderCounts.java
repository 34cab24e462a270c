package io.pyrsia.server.sharing;

import io.pyrsia.base.Digest;
import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.swarm.Providers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Counts the peers that say they have some blobs, a few questions to the DHT at a time, and gives what it has got when
/// somebody has waited long enough.
record HolderCounts(Providers providers, PeerId self) {

    private static final int AT_A_TIME = 8;
    /// More are not counted.
    private static final int ENOUGH = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    List<Integer> of(List<Digest> blobs) {
        Semaphore places = new Semaphore(AT_A_TIME);
        List<Thread> threads = new ArrayList<>();
        List<CompletableFuture<Integer>> counts = new ArrayList<>();
        for (Digest blob : blobs) {
            CompletableFuture<Integer> count = new CompletableFuture<>();
            counts.add(count);
            threads.add(Thread.ofVirtual().name("holder-count").start(() -> count(blob, places, count)));
        }
        try {
            CompletableFuture.allOf(counts.toArray(CompletableFuture[]::new))
                    .completeOnTimeout(null, PATIENCE.toNanos(), TimeUnit.NANOSECONDS)
                    .join();
        } finally {
            threads.forEach(Thread::interrupt);
        }
        return counts.stream().map(count -> count.getNow(0)).toList();
    }

    private void count(Digest blob, Semaphore places, CompletableFuture<Integer> count) {
        try {
            places.acquire();
            try {
                count.complete((int) providers.find(blob, ENOUGH).stream()
                        .filter(holder -> !holder.peer().equals(self))
                        .count());
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
