package io.pyrsia.libp2p.kad;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Tells several peers the same thing at once; there are never more of them than a bucket holds.
final class KadFanOut {

    private KadFanOut() {}

    /// How many peers took it, when all have answered or failed.
    static int count(Collection<KadPeer> peers, Predicate<KadPeer> tell) throws InterruptedException {
        AtomicInteger taken = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (KadPeer peer : peers) {
            threads.add(Thread.ofVirtual().name("kad-tell").start(() -> {
                if (tell.test(peer)) {
                    taken.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return taken.get();
    }
}
