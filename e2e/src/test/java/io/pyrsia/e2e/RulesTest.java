package io.pyrsia.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The alerts and the dashboard, as Prometheus itself reads and tries them.
@Tag("interop")
class RulesTest {

    private static final Path FILES = Path.of(System.getProperty("pyrsia.root"), "charts/pyrsia-operator/monitoring");
    private static final String TESTS = "alerts-test.yaml";

    @BeforeAll
    static void promtoolIsThere() {
        Assumptions.assumeTrue(Command.isThere("promtool"), "not run: there is no promtool");
    }

    private static String promtool(String verb, Path file) throws Exception {
        return Command.run(List.of("promtool", verb, "rules", file.toString()));
    }

    private static JsonNode alerts() throws Exception {
        return Serialization.unmarshal(Files.readString(FILES.resolve("alerts.yaml")), JsonNode.class)
                .at("/groups/0/rules");
    }

    @Test
    void theAlertsFireWhenTheyShallAndNotElse() throws Exception {
        promtool("check", FILES.resolve("alerts.yaml"));
        promtool("test", FILES.resolve(TESTS));
    }

    @Test
    void eachAlertIsTriedAndNamesWhatToDo() throws Exception {
        TreeSet<String> named = new TreeSet<>();
        for (JsonNode alert : alerts()) {
            named.add(alert.get("alert").asText());
            assertTrue(alert.at("/annotations/description").asText().length() > 20, alert::toString);
        }
        TreeSet<String> tried = new TreeSet<>();
        JsonNode tests = Serialization.unmarshal(Files.readString(FILES.resolve(TESTS)), JsonNode.class);
        for (JsonNode test : tests.get("tests")) {
            JsonNode attempt = test.at("/alert_rule_test/0");
            if (!attempt.get("exp_alerts").isEmpty()) {
                tried.add(attempt.get("alertname").asText());
            }
        }
        assertEquals(named, tried);
    }

    @Test
    void anAlertThatNeverFiresWouldBeFound(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("alerts.yaml"),
                Files.readString(FILES.resolve("alerts.yaml")).replace("pyrsia_ready == 0", "pyrsia_ready == 2"));
        Path tests = Files.copy(FILES.resolve(TESTS), folder.resolve(TESTS));
        AssertionError found = assertThrows(AssertionError.class, () -> promtool("test", tests));
        assertTrue(String.valueOf(found.getMessage()).contains("PyrsiaNodeBehind"), found.getMessage());
    }

    /// A dashboard's queries are expressions of rules, but for what the dashboard puts into them.
    @Test
    void theDashboardsQueriesCanBeRead(@TempDir Path folder) throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(FILES.resolve("dashboard.json")));
        int queries = 0;
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                String query = target.get("expr").asText().replace("$instance", ".*");
                rules.append("  - record: query:%d\n    expr: %s\n".formatted(queries++, query));
            }
        }
        assertTrue(queries > 20, "the dashboard asks for " + queries);
        promtool("check", Files.writeString(folder.resolve("dashboard.yaml"), rules.toString()));
    }
}
