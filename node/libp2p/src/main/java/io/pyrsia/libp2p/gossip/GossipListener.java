package io.pyrsia.libp2p.gossip;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/// Hands messages to the application on a thread of its own; one that does not keep up loses the newest.
final class GossipListener {

    static final int MAX_WAITING = 1_024;

    private final BlockingQueue<GossipMessage> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread thread;

    GossipListener(Consumer<GossipMessage> listener) {
        thread = Thread.ofVirtual().name("gossip-listener").start(() -> {
            try {
                while (true) {
                    listener.accept(waiting.take());
                }
            } catch (InterruptedException e) {
                // closed
            }
        });
    }

    /// Whether there was room.
    boolean deliver(GossipMessage message) {
        return waiting.offer(message);
    }

    void close() {
        thread.interrupt();
    }
}
