package io.pyrsia.registry.pypi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.webserver.WebServer;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.ledger.trust.Trust;
import io.pyrsia.registry.Names;
import io.pyrsia.registry.Observer;
import io.pyrsia.registry.Peers;
import io.pyrsia.registry.Registry;
import io.pyrsia.registry.Shared;
import io.pyrsia.registry.Transfers;
import io.pyrsia.registry.TrustLog;
import io.pyrsia.registry.Watch;
import io.pyrsia.registry.upstream.Patience;
import io.pyrsia.registry.upstream.UpstreamClient;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import io.pyrsia.storage.blob.BlobSettings;
import io.pyrsia.storage.blob.BlobStore;
import io.pyrsia.storage.blob.BlobWriter;
import io.pyrsia.storage.blob.Expectation;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What pip would ask, over HTTP, of a store and a log.
class PypiServiceTest {

    private static final String WHEEL = "thing_one-1.0-py3-none-any.whl";
    private static final byte[] CONTENT = "not really a wheel".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private final TreeMap<Purl, TrustLog.Logged> logged = new TreeMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;
    private Digest digest;

    @BeforeEach
    void start() throws Exception {
        Database database = Database.open(folder.resolve("store"), StorageSettings.small());
        open.add(database);
        BlobStore store = BlobStore.open(folder.resolve("blobs"), database, BlobSettings.unlimited(), Clock.system());
        digest = Digest.sha256(Bytes.wrap(CONTENT));
        try (BlobWriter writer = store.write(Expectation.of(digest, CONTENT.length))) {
            writer.write(CONTENT, 0, CONTENT.length);
            writer.commit();
        }
        logs("pkg:pypi/thing-one@1.0#" + WHEEL, Trust.VERIFIED);
        UpstreamClient upstreams = new UpstreamClient(Patience.standard(), Clock.system());
        open.add(upstreams);
        Watch watch = new Watch();
        open.add(watch);
        Transfers transfers = new Transfers();
        open.add(transfers);
        Shared shared = new Shared(
                store,
                new Names(database),
                log(),
                Observer.none(),
                Peers.none(),
                upstreams,
                transfers,
                watch,
                Clock.system());
        PypiService service = new PypiService(new Registry(new Pypi(), Pypi.settings(), shared), this::files);
        server = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .shutdownHook(false)
                .useNio(false)
                .routing(routing -> routing.register("/pypi", service))
                .build()
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        client.close();
        for (AutoCloseable part : open.reversed()) {
            part.close();
        }
    }

    private void logs(String purl, Trust trust) throws Exception {
        logged.put(Purl.parse(purl), new TrustLog.Logged(digest, trust));
    }

    private TrustLog log() {
        return new TrustLog() {
            @Override
            public Optional<Logged> named(Purl purl) {
                return Optional.ofNullable(logged.get(purl));
            }

            @Override
            public Optional<Trust> trustOf(Digest asked) {
                return logged.values().stream().map(Logged::trust).findFirst();
            }
        };
    }

    private List<Published.File> files(String project) {
        return logged.keySet().stream()
                .filter(purl -> Pypi.normalized(purl.name()).equals(project))
                .map(purl -> new Published.File(purl, digest, CONTENT.length))
                .toList();
    }

    private HttpResponse<byte[]> ask(String method, String path, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/pypi/")
                        .resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return ask("GET", path, Map.of());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void theListLeadsToTheBytes() throws Exception {
        HttpResponse<byte[]> page = get("simple/thing-one/");
        assertEquals(200, page.statusCode());
        String link = "../../files/thing-one/1.0/" + WHEEL;
        assertTrue(text(page).contains("<a href=\"" + link + "#sha256=" + digest.hex() + "\">" + WHEEL), text(page));

        HttpResponse<byte[]> json = ask("GET", "simple/thing-one/", Map.of("Accept", SimpleIndex.JSON + ", text/html"));
        assertEquals(SimpleIndex.JSON, json.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("""
                {"files":[{"filename":"%1$s","hashes":{"sha256":"%2$s"},"size":18,"url":"%3$s"}],\
                "meta":{"api-version":"1.1"},"name":"thing-one","versions":["1.0"]}""".formatted(WHEEL, digest.hex(), link), text(json));

        HttpResponse<byte[]> file = get("files/thing-one/1.0/" + WHEEL);
        assertEquals(200, file.statusCode());
        assertEquals(Bytes.wrap(CONTENT), Bytes.wrap(file.body()));
    }

    @Test
    void aFileIsAskedForInEveryWay() throws Exception {
        String path = "files/thing-one/1.0/" + WHEEL;
        HttpResponse<byte[]> head = ask("HEAD", path, Map.of());
        assertEquals(200, head.statusCode());
        assertEquals("18", head.headers().firstValue("Content-Length").orElseThrow());
        String etag = head.headers().firstValue("ETag").orElseThrow();
        assertEquals(304, ask("GET", path, Map.of("If-None-Match", etag)).statusCode());
        HttpResponse<byte[]> range = ask("GET", path, Map.of("Range", "bytes=4-9"));
        assertEquals(206, range.statusCode());
        assertEquals("really", text(range));
        assertEquals(405, ask("PUT", path, Map.of()).statusCode());
    }

    @Test
    void otherSpellingsAreSentToTheList() throws Exception {
        for (String spelling : List.of("simple/thing-one", "simple/Thing_One/", "simple/thing.-_one/")) {
            HttpResponse<byte[]> response = get(spelling);
            assertEquals(301, response.statusCode(), spelling);
            assertEquals(
                    "/pypi/simple/thing-one/",
                    response.headers().firstValue("Location").orElseThrow());
        }
    }

    @Test
    void whatIsNotPublishedIsNotHere() throws Exception {
        for (String path : List.of(
                "simple/other/",
                "simple/",
                "files/thing-one/1.0/other-1.0.tar.gz",
                "files/thing-one/1.0/.hidden",
                "files/thing-one/1.0/%2e%2e",
                "elsewhere")) {
            HttpResponse<byte[]> response = get(path);
            assertTrue(List.of(403, 404).contains(response.statusCode()), path + " " + response.statusCode());
        }
        assertEquals(400, get("simple/" + "x".repeat(2_000) + "/").statusCode());
    }

    @Test
    void whatBuildersDisagreeAboutIsRefused() throws Exception {
        String name = "thing_one-1.1-py3-none-any.whl";
        logs("pkg:pypi/thing-one@1.1#" + name, Trust.DISPUTED);
        HttpResponse<byte[]> response = get("files/thing-one/1.1/" + name);
        assertEquals(403, response.statusCode());
        assertTrue(text(response).contains("is DISPUTED, and this node's policy requires UNTRUSTED"), text(response));
    }
}
