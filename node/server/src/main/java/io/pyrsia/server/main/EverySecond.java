package io.pyrsia.server.main;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Does something every second until it is closed.
final class EverySecond implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    EverySecond(Runnable work) {
        this.thread = Thread.ofVirtual().name("every-second").start(() -> {
            try {
                while (!closed.await(1, TimeUnit.SECONDS)) {
                    work.run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Waits until the work that is being done is done.
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
