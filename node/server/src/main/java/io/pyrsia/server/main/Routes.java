package io.pyrsia.server.main;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.pyrsia.client.api.Problem;
import io.pyrsia.registry.Attestations;
import io.pyrsia.server.api.AttestationApi;
import io.pyrsia.server.api.BackupApi;
import io.pyrsia.server.api.HealthApi;
import io.pyrsia.server.api.LedgerMetrics;
import io.pyrsia.server.api.LogApi;
import io.pyrsia.server.api.OpenApi;
import io.pyrsia.server.api.OriginalApi;
import io.pyrsia.server.api.Parts;
import io.pyrsia.server.api.StatusApi;
import io.pyrsia.server.api.TransactionApi;
import io.pyrsia.server.api.WorkApi;
import io.pyrsia.server.http.Answers;
import io.pyrsia.server.http.Refused;
import io.pyrsia.server.log.LogService;
import io.pyrsia.server.log.WitnessService;
import io.pyrsia.server.registry.Registries;
import io.pyrsia.server.report.Metrics;
import io.pyrsia.server.web.WebPage;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where everything is that a node serves over HTTP.
final class Routes {

    private Routes() {}

    static Consumer<HttpRouting.Builder> of(
            Parts parts,
            WorkApi work,
            Attestations attestations,
            Registries registries,
            Optional<WitnessService> witness,
            Metrics metrics) {
        StatusApi status = new StatusApi(parts);
        TransactionApi transactions = new TransactionApi(parts);
        LogApi log = new LogApi(parts);
        metrics.add(new LedgerMetrics(parts));
        metrics.add(registries);
        return routing -> {
            witness.ifPresent(service -> routing.register("/witness", service));
            routing.get(
                            "/api/v1/openapi.json",
                            (request, response) -> Answers.document(response, OpenApi.document(parts.version())))
                    .get(
                            "/api/v1/openapi-original.json",
                            (request, response) -> Answers.document(response, OpenApi.original(parts.version())))
                    .register(
                            "/api/v1",
                            status,
                            transactions,
                            log,
                            registries.packages(),
                            work,
                            new AttestationApi(attestations),
                            new BackupApi(parts))
                    .register("/", new OriginalApi(parts, status, transactions, log))
                    .get(
                            "/log/vkeys",
                            (request, response) ->
                                    Answers.text(response, parts.ledger().verifierKeys()))
                    .register("/log", new LogService(parts.database(), parts.notes()))
                    .register("/v2", registries.oci(attestations))
                    .register("/maven2", registries.maven())
                    .register("/pypi", registries.pypi())
                    .register("/health", new HealthApi(status))
                    .get("/metrics", (request, response) -> Answers.text(response, metrics.text()))
                    .register("/", new WebPage())
                    .any("/*", (request, response) -> {
                        String path = request.path().path();
                        List<String> methods = OpenApi.methods(path);
                        if (methods.isEmpty()) {
                            throw new Refused(Problem.Code.NOT_FOUND, "there is no " + path);
                        }
                        response.header(HeaderNames.ALLOW, String.join(", ", methods));
                        throw new Refused(
                                Problem.Code.METHOD_NOT_ALLOWED, path + " takes " + String.join(" or ", methods));
                    });
        };
    }
}
