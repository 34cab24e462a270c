package io.pyrsia.server.sync;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Fetches pieces in windows: those of one window at once, and each window's results in their order.
final class Pieces {

    /// Fetches one piece.
    interface Fetch<T> {
        T piece(long number) throws IOException;
    }

    /// Takes what came, in order.
    interface Take<T> {
        void take(long number, T piece) throws IOException;
    }

    private Pieces() {}

    static <T> void each(long from, long to, int width, Fetch<T> fetch, Take<T> take)
            throws IOException, InterruptedException {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long start = from; start < to; start += width) {
                List<Future<T>> window = new ArrayList<>();
                for (long number = start; number < Math.min(to, start + width); number++) {
                    long piece = number;
                    window.add(executor.submit(() -> fetch.piece(piece)));
                }
                for (int i = 0; i < window.size(); i++) {
                    take.take(start + i, result(window.get(i)));
                }
            }
        }
    }

    private static <T> T result(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new IOException(failure.getMessage(), failure);
            }
            throw new IllegalStateException("fetching a piece failed", e.getCause());
        }
    }
}
