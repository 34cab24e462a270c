package io.pyrsia.server.registry;

import io.helidon.webserver.http.HttpService;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.client.ApiToken;
import io.pyrsia.registry.Attestations;
import io.pyrsia.registry.Names;
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
import io.pyrsia.registry.pypi.Published;
import io.pyrsia.registry.pypi.Pypi;
import io.pyrsia.registry.pypi.PypiService;
import io.pyrsia.registry.upstream.Patience;
import io.pyrsia.registry.upstream.UpstreamClient;
import io.pyrsia.server.config.RegistryConfig;
import io.pyrsia.server.ledger.LedgerNode;
import io.pyrsia.server.registry.HeldPackages.Source;
import io.pyrsia.server.report.Metrics;
import io.pyrsia.server.sharing.Sharing;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.blob.BlobStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The package registries of a node, over one store of blobs.
public final class Registries implements Metrics.Source, AutoCloseable {

    private final RegistryConfig config;
    private final Shared shared;
    private final PushRight right;
    private final LoggedNames logged;
    private final Published published;
    private final PackagesApi packages;

    private Registries(
            RegistryConfig config,
            Shared shared,
            PushRight right,
            LoggedNames logged,
            Published published,
            PackagesApi packages) {
        this.config = config;
        this.shared = shared;
        this.right = right;
        this.logged = logged;
        this.published = published;
        this.packages = packages;
    }

    public static Registries open(
            RegistryConfig config,
            BlobStore store,
            Sharing sharing,
            Database database,
            LedgerNode ledger,
            NodeId self,
            ApiToken pushToken,
            Clock clock) {
        Shared shared = new Shared(
                store,
                new Names(database),
                new LedgerTrustLog(ledger, database),
                new LedgerObserver(ledger, self, clock),
                sharing.peers(),
                new UpstreamClient(Patience.standard(), clock),
                new Transfers(),
                new Watch(),
                clock);
        HeldPackages held =
                new HeldPackages(sources(config), shared.names(), store, shared.log(), sharing::holderCounts);
        return new Registries(
                config,
                shared,
                new PushRight(pushToken.secret()),
                new LedgerNames(ledger, database),
                new LedgerPublished(ledger, database, shared.log()),
                new PackagesApi(held));
    }

    private static List<Source> sources(RegistryConfig config) {
        List<Source> sources = new ArrayList<>();
        Map.of(new Oci().name(), config.oci(), new Maven().name(), config.maven()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(ecosystem -> {
                    sources.add(new Source(ecosystem.getKey(), Names.LOCAL));
                    ecosystem.getValue().upstreams().stream()
                            .map(upstream -> new Source(ecosystem.getKey(), upstream.name()))
                            .forEach(sources::add);
                });
        return sources;
    }

    /// What is served at `/api/v1/packages`.
    public PackagesApi packages() {
        return packages;
    }

    /// The bytes of all packages, and of everything else that is named by its digest.
    public BlobStore blobs() {
        return shared.store();
    }

    /// What is mounted at `/v2`; it says too what is stated of files that the log names.
    public HttpService oci(Attestations attestations) {
        return new OciService(new Registry(new Oci(), config.oci(), shared), right, attestations);
    }

    /// What is mounted at `/maven2`.
    public HttpService maven() {
        return new MavenService(new Registry(new Maven(), config.maven(), shared), logged, right);
    }

    /// What is mounted at `/pypi`.
    public HttpService pypi() {
        return new PypiService(new Registry(new Pypi(), Pypi.settings(), shared), published);
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
