package io.pyrsia.server.registry;

import io.helidon.webserver.http.HttpService;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.client.ApiToken;
import io.pyrsia.registry.Names;
import io.pyrsia.registry.Peers;
import io.pyrsia.registry.PushRight;
import io.pyrsia.registry.Registry;
import io.pyrsia.registry.Shared;
import io.pyrsia.registry.Transfers;
import io.pyrsia.registry.Watch;
import io.pyrsia.registry.maven.LoggedNames;
import io.pyrsia.registry.maven.Maven;
import io.pyrsia.registry.maven.MavenService;
import io.pyrsia.registry.oci.Oci;
import io.pyrsia.registry.oci.OciService;
import io.pyrsia.registry.upstream.Patience;
import io.pyrsia.registry.upstream.UpstreamClient;
import io.pyrsia.server.config.RegistryConfig;
import io.pyrsia.server.ledger.LedgerNode;
import io.pyrsia.server.report.Metrics;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.blob.BlobSettings;
import io.pyrsia.storage.blob.BlobStore;
import java.io.IOException;
import java.nio.file.Path;

/// The package registries of a node, over one store of blobs.
public final class Registries implements Metrics.Source, AutoCloseable {

    private final RegistryConfig config;
    private final Shared shared;
    private final PushRight right;
    private final LoggedNames logged;

    private Registries(RegistryConfig config, Shared shared, PushRight right, LoggedNames logged) {
        this.config = config;
        this.shared = shared;
        this.right = right;
        this.logged = logged;
    }

    public static Registries open(
            RegistryConfig config,
            Path blobs,
            Database database,
            LedgerNode ledger,
            NodeId self,
            ApiToken pushToken,
            Clock clock)
            throws IOException {
        BlobStore store = BlobStore.open(blobs, database, new BlobSettings(config.quota()), clock);
        Shared shared = new Shared(
                store,
                new Names(database),
                new LedgerTrustLog(ledger, database),
                new LedgerObserver(ledger, self, clock),
                Peers.none(),
                new UpstreamClient(Patience.standard(), clock),
                new Transfers(),
                new Watch(),
                clock);
        return new Registries(config, shared, new PushRight(pushToken.secret()), new LedgerNames(ledger, database));
    }

    /// What is mounted at `/v2`.
    public HttpService oci() {
        return new OciService(new Registry(new Oci(), config.oci(), shared), right);
    }

    /// What is mounted at `/maven2`.
    public HttpService maven() {
        return new MavenService(new Registry(new Maven(), config.maven(), shared), logged, right);
    }

    @Override
    public void write(Metrics.Page page) {
        page.gauge("pyrsia_blob_bytes", shared.store().usedBytes());
        page.gauge("pyrsia_blob_quota_bytes", config.quota().bytes());
        page.gauge("pyrsia_transfers", shared.transfers().running());
        page.counter("pyrsia_upstream_questions_total", shared.client().questions());
        page.counter("pyrsia_upstream_failures_total", shared.client().failures());
        page.counter("pyrsia_fetched_bytes_total", shared.transfers().bytes());
        page.counter("pyrsia_wrong_bytes_total", shared.transfers().wrong());
    }

    @Override
    public void close() {
        shared.transfers().close();
        shared.client().close();
        shared.watch().close();
    }
}
