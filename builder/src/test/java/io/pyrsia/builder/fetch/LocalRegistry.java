package io.pyrsia.builder.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.tuweni.bytes.Bytes;

/// A web server on this machine that stands for registries: files by path, and a list of what was asked.
public final class LocalRegistry implements AutoCloseable {

    private record Page(Bytes bytes, String type) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    public LocalRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            asked.add(path);
            Page page = pages.get(path);
            if (page == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().add("Content-Type", page.type);
            exchange.sendResponseHeaders(200, page.bytes.isEmpty() ? -1 : page.bytes.size());
            exchange.getResponseBody().write(page.bytes.toArrayUnsafe());
        }
    }

    public void put(String path, String type, byte[] bytes) {
        pages.put(path, new Page(Bytes.wrap(bytes), type));
    }

    public void put(String path, String type, String text) {
        put(path, type, text.getBytes(StandardCharsets.UTF_8));
    }

    public List<String> asked() {
        return asked;
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /// Each registry below a folder of its name.
    public Registries registries() {
        return new Registries(Map.of(
                "maven", address("/maven"),
                "pypi", address("/pypi/simple"),
                "npm", address("/npm"),
                "crates", address("/crates"),
                "go", address("/go"),
                "debian", address("/debian")));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
