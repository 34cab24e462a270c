package io.pyrsia.operator.main;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.pyrsia.crds.PyrsiaNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the chart's dashboard and rules ask of the operator is what it tells.
class MonitoringTest {

    private static final Path FILES = Path.of("../charts/pyrsia-operator/monitoring");

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher name = Pattern.compile("\\bpyrsia_operator_[a-z_]+").matcher(text);
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }

    private static String told(Counts counts) throws Exception {
        try (KubernetesClient unused =
                        new KubernetesClientBuilder().withConfig(Config.empty()).build();
                HttpClient client = HttpClient.newHttpClient()) {
            Operator operator = new Operator(
                    overrider -> overrider.withKubernetesClient(unused).withCloseClientOnStop(false));
            HttpServer server = OperatorHttp.start(0, operator, counts);
            try {
                URI address =
                        URI.create("http://localhost:" + server.getAddress().getPort() + "/metrics");
                return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                        .body();
            } finally {
                server.stop(0);
            }
        }
    }

    @Test
    void dashboardAndRulesAskForWhatIsTold() throws Exception {
        Set<String> told = names(told(new Counts()));
        for (String file : Set.of("dashboard.json", "alerts.yaml")) {
            Set<String> asked = names(Files.readString(FILES.resolve(file)));
            assertFalse(asked.isEmpty(), file);
            assertTrue(told.containsAll(asked), file + " asks for " + asked + ", told is " + told);
        }
    }

    @Test
    void looksAndFailuresAreCountedByKind() throws Exception {
        Counts counts = new Counts();
        counts.reconcileCustomResource(new PyrsiaNode(), null, null);
        counts.reconcileCustomResource(new PyrsiaNode(), null, null);
        counts.failedReconciliation(new PyrsiaNode(), new IllegalStateException(), null);
        String text = counts.text();
        assertTrue(text.contains("\npyrsia_operator_looks_total{kind=\"PyrsiaNode\"} 2\n"), text);
        assertTrue(text.contains("\npyrsia_operator_failures_total{kind=\"PyrsiaNode\"} 1\n"), text);
        assertTrue(text.contains("\npyrsia_operator_failures_total{kind=\"BuildRequest\"} 0\n"), text);
    }
}
