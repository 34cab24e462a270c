package io.pyrsia.server.main;

import io.helidon.webserver.http.HttpService;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiToken;
import io.pyrsia.server.api.Parts;
import io.pyrsia.server.api.WorkApi;
import io.pyrsia.server.config.NodeConfig;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A whole node that runs in this process, as a test asks it.
public final class RunningNode implements AutoCloseable {

    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Node node;
    private final NodeConfig config;

    RunningNode(Node node, NodeConfig config) {
        this.node = node;
        this.config = config;
    }

    public Parts parts() {
        return node.parts();
    }

    /// What tells of the packages that it holds.
    public HttpService packages() {
        return node.registries().packages();
    }

    public WorkApi work() {
        return node.work();
    }

    public URI uri() {
        return URI.create((config.http().tls().isPresent() ? "https" : "http") + "://127.0.0.1:" + node.httpPort());
    }

    public int httpPort() {
        return node.httpPort();
    }

    public ApiToken token() throws Exception {
        return ApiToken.read(config.http().token());
    }

    /// A client that may make changes.
    public ApiClient client() throws Exception {
        return new ApiClient(uri(), Optional.of(token()));
    }

    /// Where other nodes reach it, with its id.
    public List<String> addresses() {
        return parts().host().addresses().stream()
                .map(address -> address + "/p2p/" + parts().host().identity().id())
                .toList();
    }

    public void awaitReady() {
        await("a node that has caught up", () -> parts().ledger().status().isCaughtUp());
    }

    /// Waits until something is so.
    public static void await(String what, BooleanSupplier expected) {
        long end = System.nanoTime() + BOUND_NANOS;
        while (!expected.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("there never was " + what);
            }
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
