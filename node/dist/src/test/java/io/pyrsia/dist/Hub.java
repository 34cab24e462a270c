package io.pyrsia.dist;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pyrsia.base.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tuweni.bytes.Bytes;

/// A registry of this machine that stands for the ones on the internet: images under `/v2/`, Maven files under
/// `/maven2/`.
final class Hub implements AutoCloseable {

    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private record Page(String type, Bytes body) {}

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final HttpServer server;

    Hub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// An image with an empty configuration and no layers; its manifest.
    String image(String name, String tag) {
        byte[] config = "{}".getBytes(StandardCharsets.US_ASCII);
        String digest = digest(config);
        pages.put("/v2/" + name + "/blobs/" + digest, new Page("application/octet-stream", Bytes.wrap(config)));
        String manifest = """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.image.config.v1+json",\
                "digest":"%s","size":2},"layers":[],"annotations":{"tag":"%s"}}""".formatted(MANIFEST, digest, tag);
        byte[] bytes = manifest.getBytes(StandardCharsets.US_ASCII);
        pages.put("/v2/" + name + "/manifests/" + tag, new Page(MANIFEST, Bytes.wrap(bytes)));
        pages.put("/v2/" + name + "/manifests/" + digest(bytes), new Page(MANIFEST, Bytes.wrap(bytes)));
        return manifest;
    }

    void file(String path, String content) {
        pages.put(
                "/maven2/" + path,
                new Page("application/java-archive", Bytes.wrap(content.getBytes(StandardCharsets.US_ASCII))));
    }

    private static String digest(byte[] bytes) {
        return "sha256:" + Digest.sha256(Bytes.wrap(bytes)).hex();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Page page = pages.get(exchange.getRequestURI().getPath());
            if (page == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", page.type());
            if (exchange.getRequestURI().getPath().startsWith("/v2/")) {
                exchange.getResponseHeaders()
                        .set("Docker-Content-Digest", digest(page.body().toArrayUnsafe()));
            }
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders()
                        .set("Content-Length", "" + page.body().size());
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            exchange.sendResponseHeaders(200, page.body().size());
            exchange.getResponseBody().write(page.body().toArrayUnsafe());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
