package io.pyrsia.server.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.registry.Attestations;
import io.pyrsia.server.main.RunningNetwork;
import io.pyrsia.server.main.RunningNode;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The OpenAPI documents say of every route that it is there, and of nothing else.
class OpenApiTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void theDocumentsAndTheRoutesAgree() throws Exception {
        try (RunningNetwork network = new RunningNetwork(folder)) {
            RunningNode node = network.start(0);
            Parts parts = node.parts();
            StatusApi status = new StatusApi(parts);
            TransactionApi transactions = new TransactionApi(parts);
            LogApi log = new LogApi(parts);
            assertEquals(
                    routes(
                            status,
                            transactions,
                            log,
                            node.packages(),
                            node.work(),
                            new AttestationApi(Attestations.none()),
                            new BackupApi(parts)),
                    documented(OpenApi.document("1")));
            assertEquals(routes(new OriginalApi(parts, status, transactions, log)), documented(OpenApi.original("1")));
        }
    }

    @Test
    void everyReferenceHasASchema() {
        for (Json document : List.of(OpenApi.document("1"), OpenApi.original("1"))) {
            Set<String> named = schemas(document);
            Set<String> used = new TreeSet<>();
            Pattern.compile("\"#/components/schemas/(\\w+)\"")
                    .matcher(CanonicalJson.text(document))
                    .results()
                    .forEach(match -> used.add(match.group(1)));
            assertFalse(used.isEmpty());
            assertTrue(named.containsAll(used), () -> used + " of " + named);
        }
    }

    @Test
    void anAddressKnowsItsMethods() {
        assertEquals(List.of("GET"), OpenApi.methods("/api/v1/log/entries/7/proof"));
        assertEquals(List.of("POST"), OpenApi.methods("/build/docker"));
        assertEquals(List.of(), OpenApi.methods("/api/v1/build/docker"));
        assertEquals(List.of(), OpenApi.methods("/api/v1/log/entries/7/8"));
    }

    /// What services register, written as the document writes it.
    private static Set<String> routes(HttpService... services) {
        Set<String> routes = new TreeSet<>();
        HttpRules recorder = (HttpRules) Proxy.newProxyInstance(
                OpenApiTest.class.getClassLoader(), new Class<?>[] {HttpRules.class}, (rules, method, arguments) -> {
                    routes.add(method.getName() + " " + arguments[0]);
                    return rules;
                });
        for (HttpService service : services) {
            service.routing(recorder);
        }
        return routes;
    }

    private static Set<String> documented(Json document) {
        Set<String> operations = new TreeSet<>();
        ((Json.Obj) member(document, "paths")).members().forEach((path, methods) -> ((Json.Obj) methods)
                .members()
                .keySet()
                .forEach(method -> operations.add(method.toLowerCase(Locale.ROOT) + " " + path)));
        return operations;
    }

    private static Set<String> schemas(Json document) {
        return ((Json.Obj) member(member(document, "components"), "schemas"))
                .members()
                .keySet();
    }

    private static Json member(Json object, String name) {
        Json value = ((Json.Obj) object).get(name);
        if (value == null) {
            throw new AssertionError("no " + name + " in " + object);
        }
        return value;
    }
}
