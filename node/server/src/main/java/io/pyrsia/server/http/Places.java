package io.pyrsia.server.http;

import io.pyrsia.client.api.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The places for requests that are served at the same time. Package clients, which may take long, have theirs, so that
/// however many of them come there are some for the API; who finds none waits a while.
final class Places {

    /// As many wait as there may be connections.
    private final Semaphore ofClients;

    private final Semaphore ofApi;
    private final Duration patience;

    Places(int ofClients, int ofApi, Duration patience) {
        this.ofClients = new Semaphore(ofClients, true);
        this.ofApi = new Semaphore(ofApi, true);
        this.patience = patience;
    }

    /// A place that was taken.
    record Place(Semaphore all) implements AutoCloseable {
        @Override
        public void close() {
            all.release();
        }
    }

    /// Takes a place, or refuses after a while.
    Place take(boolean isOfClients) {
        Semaphore all = isOfClients ? ofClients : ofApi;
        try {
            if (all.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return new Place(all);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Refused(Problem.Code.NOT_READY, "this node serves as many requests as it can: try again");
    }
}
