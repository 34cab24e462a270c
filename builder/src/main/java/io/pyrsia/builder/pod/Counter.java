package io.pyrsia.builder.pod;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.client.json.RecordJson;
import io.pyrsia.client.pod.Parcel;
import io.pyrsia.client.pod.Seal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.tuweni.bytes.Bytes;

/// Where a parcel is fetched, until its owner says that he has all of it. Anybody may look at what was built; that it
/// is the pod's is shown by the seal.
final class Counter implements AutoCloseable {

    private static final int BACKLOG = 16;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final Bytes parcel;
    private final Shelf shelf;
    private final Seal seal;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch taken = new CountDownLatch(1);

    private Counter(Parcel parcel, Shelf shelf, Seal seal, HttpServer server) {
        this.parcel = CanonicalJson.bytes(RecordJson.write(Parcel.class, parcel));
        this.shelf = shelf;
        this.seal = seal;
        this.server = server;
    }

    static Counter open(int port, Parcel parcel, Shelf shelf, Seal seal) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), BACKLOG);
        Counter counter = new Counter(parcel, shelf, seal, server);
        server.setExecutor(counter.threads);
        server.createContext(Parcel.PATH, counter::serve);
        server.start();
        return counter;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// Whether somebody took it in time.
    boolean await(Duration limit) throws InterruptedException {
        return taken.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String method = exchange.getRequestMethod();
            if (path.equals(Parcel.PATH) && method.equals("GET")) {
                exchange.getResponseHeaders().set(Parcel.SEAL, seal.text(parcel));
                exchange.sendResponseHeaders(OK, parcel.size());
                exchange.getResponseBody().write(parcel.toArrayUnsafe());
            } else if (path.equals(Parcel.PATH) && method.equals("DELETE")) {
                delete(exchange);
            } else if (method.equals("GET")) {
                blob(exchange, path.substring(Parcel.PATH.length()));
            } else {
                exchange.sendResponseHeaders(NOT_ALLOWED, -1);
            }
        }
    }

    private void delete(HttpExchange exchange) throws IOException {
        String said = Optional.ofNullable(exchange.getRequestHeaders().getFirst(Parcel.SEAL))
                .orElse("");
        boolean mayTake = seal.isOn(Bytes.wrap(Parcel.TAKEN.getBytes(StandardCharsets.UTF_8)), said);
        exchange.sendResponseHeaders(mayTake ? NO_CONTENT : FORBIDDEN, -1);
        exchange.close();
        if (mayTake) {
            taken.countDown();
        }
    }

    private void blob(HttpExchange exchange, String name) throws IOException {
        Optional<Path> file = file(name);
        if (file.isEmpty()) {
            exchange.sendResponseHeaders(NOT_FOUND, -1);
            return;
        }
        long bytes = Files.size(file.get());
        exchange.sendResponseHeaders(OK, bytes == 0 ? -1 : bytes);
        Files.copy(file.get(), exchange.getResponseBody());
    }

    private Optional<Path> file(String name) {
        try {
            Digest digest = Digest.parse(name.startsWith("/") ? name.substring(1) : name);
            return Optional.of(shelf.file(digest)).filter(Files::isRegularFile);
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        server.stop(1);
        threads.close();
    }
}
