package io.pyrsia.registry.oci;

import io.helidon.webserver.WebServer;
import io.pyrsia.base.ByteSize;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.registry.Attestations;
import io.pyrsia.registry.Glob;
import io.pyrsia.registry.Names;
import io.pyrsia.registry.Observer;
import io.pyrsia.registry.Peers;
import io.pyrsia.registry.Policy;
import io.pyrsia.registry.PushRight;
import io.pyrsia.registry.Registry;
import io.pyrsia.registry.Settings;
import io.pyrsia.registry.Shared;
import io.pyrsia.registry.Transfers;
import io.pyrsia.registry.TrustLog;
import io.pyrsia.registry.Upstream;
import io.pyrsia.registry.Watch;
import io.pyrsia.registry.upstream.Patience;
import io.pyrsia.registry.upstream.UpstreamClient;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import io.pyrsia.storage.blob.BlobSettings;
import io.pyrsia.storage.blob.BlobStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/// The OCI registry on a real port, with a real store, and upstreams as a test wants them.
final class TestNode implements AutoCloseable {

    static final String SECRET = "a secret that nobody guesses";

    /// What a test changes about a node.
    record Told(
            String upstreams,
            String require,
            String local,
            Upstream.Lists lists,
            Duration fresh,
            Duration stall,
            Duration penalty) {

        static Told of(String upstreams) {
            return new Told(
                    upstreams,
                    "any *",
                    "local/*",
                    Upstream.Lists.ALL,
                    Duration.ofHours(1),
                    Duration.ofSeconds(60),
                    Duration.ZERO);
        }

        Told require(String policy) {
            return new Told(upstreams, policy, local, lists, fresh, stall, penalty);
        }

        Told lists(Upstream.Lists other) {
            return new Told(upstreams, require, local, other, fresh, stall, penalty);
        }

        /// Every question is asked again.
        Told forgetful() {
            return new Told(upstreams, require, local, lists, Duration.ZERO, stall, penalty);
        }

        Told stall(Duration other) {
            return new Told(upstreams, require, local, lists, fresh, other, penalty);
        }

        Told penalty(Duration other) {
            return new Told(upstreams, require, local, lists, fresh, stall, other);
        }
    }

    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final BlobStore store;
    private final Database database;
    private final Shared shared;
    private final WebServer server;

    TestNode(Path folder, Told told) throws IOException, Malformed {
        this(folder, told, TrustLog.empty(), Observer.none());
    }

    TestNode(Path folder, Told told, TrustLog log, Observer observer) throws IOException, Malformed {
        this(folder, told, log, observer, Attestations.none());
    }

    TestNode(Path folder, Told told, Attestations attestations) throws IOException, Malformed {
        this(folder, told, TrustLog.empty(), Observer.none(), attestations);
    }

    private TestNode(Path folder, Told told, TrustLog log, Observer observer, Attestations attestations)
            throws IOException, Malformed {
        Clock clock = Clock.system();
        Patience patience = new Patience(
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                told.stall(),
                2,
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofHours(1),
                told.penalty());
        database = Database.open(folder.resolve("store"), StorageSettings.small());
        store = BlobStore.open(folder.resolve("blobs"), database, new BlobSettings(ByteSize.parse("1 GiB")), clock);
        shared = new Shared(
                store,
                new Names(database),
                log,
                observer,
                Peers.none(),
                new UpstreamClient(patience, clock),
                new Transfers(),
                new Watch(),
                clock);
        Settings settings = new Settings(
                Upstream.parse(told.upstreams(), told.lists(), Map.of()),
                Policy.parse(told.require()),
                List.of(Glob.parse(told.local())),
                told.fresh(),
                Duration.ofMillis(500));
        OciService oci = new OciService(new Registry(new Oci(), settings, shared), new PushRight(SECRET), attestations);
        server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .shutdownHook(false)
                .useNio(false)
                .routing(routing -> routing.register("/v2", oci))
                .build()
                .start();
    }

    int port() {
        return server.port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    HttpRequest.Builder authorised(String path) {
        return request(path).header("Authorization", "Bearer " + SECRET);
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<byte[]> head(String path) throws IOException, InterruptedException {
        return send(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static Digest digest(byte[] content) {
        return Digest.sha256(Bytes.wrap(content));
    }

    @Override
    public void close() {
        server.stop();
        client.shutdownNow();
        shared.transfers().close();
        shared.client().close();
        shared.watch().close();
        database.close();
    }
}
