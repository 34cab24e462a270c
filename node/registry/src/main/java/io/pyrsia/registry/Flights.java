package io.pyrsia.registry;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Questions under way: one for each key, however many callers wait for its answer.
final class Flights<K, V> {

    /// Asks; may refuse.
    interface Question<V> {
        V ask() throws Refusal;
    }

    private final ConcurrentHashMap<K, CompletableFuture<V>> running = new ConcurrentHashMap<>();

    /// The answer, or nothing if it is a refusal or does not come in time; the question then goes on without us.
    Optional<V> run(K key, Question<V> question, Duration patience) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> first = running.putIfAbsent(key, mine);
        if (first == null) {
            Thread.ofVirtual().name("revalidate").start(() -> {
                try {
                    mine.complete(question.ask());
                } catch (Refusal | RuntimeException e) {
                    mine.completeExceptionally(e);
                } finally {
                    running.remove(key, mine);
                }
            });
        }
        try {
            return Optional.of((first == null ? mine : first).get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }
}
