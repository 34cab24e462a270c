package io.pyrsia.registry.maven;

import io.helidon.webserver.WebServer;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Clock;
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
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A Maven repository as a node serves it: real store, real sockets.
final class TestNode implements AutoCloseable {

    static final String SECRET = "sesame";

    private static final Patience SHORT = new Patience(
            Duration.ofSeconds(3),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            2,
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofMillis(1),
            Duration.ZERO);

    final Database database;
    final BlobStore store;
    private final UpstreamClient client;
    private final Transfers transfers = new Transfers();
    private final Watch watch = new Watch();
    private final WebServer server;

    TestNode(Path folder, String policy, TrustLog log, LoggedNames names, List<ServedFolder> upstreams)
            throws IOException, Malformed {
        Clock clock = Clock.system();
        database = Database.open(folder.resolve("store"), StorageSettings.small());
        store = BlobStore.open(folder.resolve("blobs"), database, BlobSettings.unlimited(), clock);
        client = new UpstreamClient(SHORT, clock);
        List<String> addresses = new ArrayList<>();
        for (ServedFolder upstream : upstreams) {
            addresses.add("upstream" + addresses.size() + "=" + upstream.base());
        }
        Settings settings = new Settings(
                Upstream.parse(String.join(",", addresses), Upstream.Lists.ALL, Map.of()),
                Policy.parse(policy),
                List.of(Glob.parse("local/*")),
                Duration.ZERO,
                Duration.ofSeconds(20));
        Shared shared = new Shared(
                store, new Names(database), log, Observer.none(), Peers.none(), client, new Transfers(), watch, clock);
        Registry registry = new Registry(new Maven(), settings, shared);
        server = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .shutdownHook(false)
                .useNio(false)
                .routing(routing ->
                        routing.register("/maven2", new MavenService(registry, names, new PushRight(SECRET))))
                .build()
                .start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.port() + "/maven2/");
    }

    @Override
    public void close() {
        server.stop();
        transfers.close();
        client.close();
        watch.close();
        database.close();
    }
}
