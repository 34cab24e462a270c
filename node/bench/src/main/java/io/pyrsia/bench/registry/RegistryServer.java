package io.pyrsia.bench.registry;

import io.pyrsia.base.ByteSize;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.NativeCrypto;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.client.ApiToken;
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
import io.pyrsia.registry.maven.LoggedNames;
import io.pyrsia.registry.maven.Maven;
import io.pyrsia.registry.maven.MavenService;
import io.pyrsia.registry.oci.Oci;
import io.pyrsia.registry.oci.OciService;
import io.pyrsia.registry.upstream.Patience;
import io.pyrsia.registry.upstream.UpstreamClient;
import io.pyrsia.server.config.NodeConfig.HttpConfig;
import io.pyrsia.server.http.HttpFront;
import io.pyrsia.server.report.Metrics;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import io.pyrsia.storage.blob.BlobSettings;
import io.pyrsia.storage.blob.BlobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The node's registry behind the node's HTTP server, without a ledger: what clients pull and push, until the
/// input ends.
///
///     RegistryServer FOLDER PORT [UPSTREAM]
public final class RegistryServer {

    /// The push token of the benchmark, which protects nothing.
    private static final String SECRET = "0123456789abcdef".repeat(4);

    private RegistryServer() {}

    public static void main(String[] arguments) throws IOException, Malformed {
        Path folder = Path.of(arguments[0]);
        String upstreams = arguments.length > 2 ? "up=" + arguments[2] : "";
        Settings settings = new Settings(
                Upstream.parse(upstreams, Upstream.Lists.ALL, Map.of()),
                Policy.parse("any *"),
                List.of(Glob.parse(upstreams.isEmpty() ? "*" : "local/*")),
                Settings.FRESH,
                Settings.PATIENCE);
        NativeCrypto.load();
        Clock clock = Clock.system();
        try (Database database = Database.open(folder.resolve("store"), StorageSettings.small());
                Transfers transfers = new Transfers();
                UpstreamClient client = new UpstreamClient(Patience.standard(), clock);
                Watch watch = new Watch()) {
            BlobStore store = BlobStore.open(
                    folder.resolve("blobs"), database, new BlobSettings(ByteSize.parse("20 GiB")), clock);
            Shared shared = new Shared(
                    store,
                    new Names(database),
                    TrustLog.empty(),
                    Observer.none(),
                    Peers.none(),
                    client,
                    transfers,
                    watch,
                    clock);
            PushRight right = new PushRight(SECRET);
            OciService oci = new OciService(new Registry(new Oci(), settings, shared), right, Attestations.none());
            MavenService maven =
                    new MavenService(new Registry(new Maven(), settings, shared), LoggedNames.none(), right);
            HttpConfig http = new HttpConfig(
                    "127.0.0.1", Integer.parseInt(arguments[1]), Optional.empty(), folder.resolve("token"));
            try (HttpFront front = HttpFront.start(
                    http, ApiToken.parse(SECRET), clock, new Metrics(), Optional.empty(), routing -> routing.register(
                                    "/v2", oci)
                            .register("/maven2", maven))) {
                System.out.println(front.port());
                while (System.in.read() >= 0) {
                    // Until nobody holds the other end any more.
                }
            }
        }
    }
}
