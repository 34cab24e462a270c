package io.pyrsia.log.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pyrsia.base.Malformed;
import io.pyrsia.log.LogPath;
import io.pyrsia.log.witness.AddCheckpoint;
import io.pyrsia.log.witness.Witness;
import io.pyrsia.log.witness.WitnessAnswer;
import io.pyrsia.log.witness.WitnessStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;

/// Serves logs and a witness over HTTP on loopback, each below its own path.
public final class ServedLog implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public ServedLog() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public ServedLog log(String name, Function<LogPath, Optional<Bytes>> log) {
        String prefix = "/" + name + "/";
        server.createContext(prefix, exchange -> {
            Optional<Bytes> found = parse(exchange, prefix).flatMap(log);
            send(exchange, found.isPresent() ? 200 : 404, "application/octet-stream", found.orElse(Bytes.EMPTY));
        });
        return this;
    }

    public ServedLog witness(Witness witness, WitnessStore store, long seconds) {
        server.createContext("/witness/add-checkpoint", exchange -> {
            Bytes request = Bytes.wrap(exchange.getRequestBody().readNBytes(AddCheckpoint.MAX_BYTES + 1));
            WitnessAnswer answer = witness.add(request, store, seconds);
            Bytes body = Bytes.wrap(answer.body().getBytes(StandardCharsets.UTF_8));
            send(exchange, answer.status(), answer.contentType(), body);
        });
        return this;
    }

    private static Optional<LogPath> parse(HttpExchange exchange, String prefix) {
        try {
            return Optional.of(LogPath.parse(exchange.getRequestURI().getPath().substring(prefix.length())));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static void send(HttpExchange exchange, int status, String type, Bytes body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.size());
            exchange.getResponseBody().write(body.toArrayUnsafe());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
