package io.pyrsia.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.pyrsia.server.config.NodeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Helm makes of the charts; no cluster is asked.
@Tag("interop")
class ChartsTest {

    private static final String[] NODE = {"--set", "genesis=main-genesis", "--set", "tls.secret=mine"};

    @BeforeAll
    static void helmIsThere() {
        Assumptions.assumeTrue(Command.isThere(Installed.helm().getFirst()), "not run: there is no helm");
    }

    private static String helm(String verb, String chart, String... more) throws Exception {
        List<String> command = new ArrayList<>(Installed.helm());
        command.add(verb);
        if (verb.equals("template")) {
            command.add("release");
        }
        command.add(System.getProperty("pyrsia.root") + "/charts/" + chart);
        command.addAll(Arrays.asList(more));
        return Command.run(command);
    }

    private static List<HasMetadata> objects(String chart, String... more) throws Exception {
        List<HasMetadata> objects = new ArrayList<>();
        for (String document : helm("template", chart, more).split("(?m)^---$", -1)) {
            if (document.lines().anyMatch(line -> line.startsWith("kind:"))) {
                objects.add(new KubernetesSerialization().unmarshal(document));
            }
        }
        return objects;
    }

    private static <T> T one(Class<T> type, List<HasMetadata> objects) {
        return objects.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static void assertRestricted(PodSpec pod) {
        assertEquals(true, pod.getSecurityContext().getRunAsNonRoot());
        assertEquals(
                "RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType());
        pod.getContainers().forEach(ChartsTest::assertConfined);
    }

    private static void assertConfined(Container container) {
        assertEquals(false, container.getSecurityContext().getAllowPrivilegeEscalation());
        assertEquals(true, container.getSecurityContext().getReadOnlyRootFilesystem());
        assertEquals(
                List.of("ALL"), container.getSecurityContext().getCapabilities().getDrop());
        assertTrue(container.getResources().getLimits().containsKey("memory"));
    }

    private static NodeConfig configuration(List<HasMetadata> objects, Path folder) throws Exception {
        String text = one(ConfigMap.class, objects).getData().getOrDefault("node.conf", "");
        Path file = Files.writeString(folder.resolve("node.conf"), text);
        return NodeConfig.read(List.of("--config", file.toString()), Map.of(), folder);
    }

    @Test
    void helmFindsNothingWrong() throws Exception {
        helm("lint", "pyrsia-operator", "--strict");
        helm("lint", "pyrsia-node", "--strict", NODE[0], NODE[1], NODE[2], NODE[3]);
        helm("lint", "pyrsia-mirror", "--strict", NODE[0], NODE[1]);
    }

    @Test
    void theOperatorIsRestrictedAndMayNothingAtAll() throws Exception {
        List<HasMetadata> objects = objects("pyrsia-operator");
        assertRestricted(one(Deployment.class, objects).getSpec().getTemplate().getSpec());
        List<PolicyRule> rules = new ArrayList<>(one(ClusterRole.class, objects).getRules());
        rules.addAll(one(Role.class, objects).getRules());
        for (PolicyRule rule : rules) {
            assertFalse(rule.getVerbs().contains("*") || rule.getResources().contains("*"), rule.toString());
            assertFalse(rule.getResources().contains("pods/exec"), rule.toString());
        }
    }

    @Test
    void withNamespacesItGetsNoRightInTheWholeCluster() throws Exception {
        List<HasMetadata> objects = objects("pyrsia-operator", "--set", "watchNamespaces={one,two}");
        assertTrue(objects.stream().noneMatch(ClusterRole.class::isInstance));
        assertEquals(3, objects.stream().filter(Role.class::isInstance).count());
    }

    @Test
    void theOperatorStartsBuildsIfItIsToldTo() throws Exception {
        List<HasMetadata> usual = objects("pyrsia-operator");
        assertFalse(mayRunPipelines(usual));
        assertFalse(environment(usual).containsKey("PYRSIA_OPERATOR_BUILDER_IMAGE"));
        List<HasMetadata> building = objects(
                "pyrsia-operator",
                "--set",
                "builder.enabled=true",
                "--set-string",
                "builder.registries.pypi=https://pypi.example",
                "--set-string",
                "builder.registries.debian-security=http://debian.example");
        assertTrue(mayRunPipelines(building));
        assertEquals(
                "pyrsia.io/builder:" + System.getProperty("pyrsia.version"),
                environment(building).get("PYRSIA_OPERATOR_BUILDER_IMAGE"));
        assertEquals(
                "debian-security=http://debian.example,pypi=https://pypi.example",
                environment(building).get("PYRSIA_OPERATOR_REGISTRIES"));
    }

    private static boolean mayRunPipelines(List<HasMetadata> objects) {
        return one(ClusterRole.class, objects).getRules().stream()
                .anyMatch(rule -> rule.getApiGroups().contains("tekton.dev"));
    }

    private static Map<String, String> environment(List<HasMetadata> objects) {
        return one(Deployment.class, objects)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getEnv()
                .stream()
                .filter(variable -> variable.getValue() != null)
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    @Test
    void dashboardAndAlertsComeIfTheyAreWished() throws Exception {
        assertTrue(objects("pyrsia-operator").stream()
                .map(HasMetadata::getKind)
                .noneMatch(List.of("ConfigMap", "PrometheusRule")::contains));
        List<HasMetadata> objects =
                objects("pyrsia-operator", "--set", "monitoring.dashboard=true,monitoring.rules=true");
        ConfigMap dashboard = one(ConfigMap.class, objects);
        assertEquals("1", dashboard.getMetadata().getLabels().get("grafana_dashboard"));
        assertEquals(
                Files.readString(
                        Path.of(System.getProperty("pyrsia.root"), "charts/pyrsia-operator/monitoring/dashboard.json")),
                dashboard.getData().get("pyrsia.json"));
        GenericKubernetesResource rules = one(GenericKubernetesResource.class, objects);
        assertEquals("PrometheusRule", rules.getKind());
        List<?> alerts = rules.get("spec", "groups", 0, "rules");
        assertFalse(alerts.isEmpty());
    }

    @Test
    void eachChartHasATestThatKeepsToTheRestrictedStandard() throws Exception {
        for (String[] chart : new String[][] {
            {"pyrsia-operator"},
            {"pyrsia-node", NODE[0], NODE[1], NODE[2], NODE[3]},
            {"pyrsia-mirror", NODE[0], NODE[1]}
        }) {
            Pod test = one(Pod.class, objects(chart[0], Arrays.copyOfRange(chart, 1, chart.length)));
            assertEquals("test", test.getMetadata().getAnnotations().get("helm.sh/hook"));
            assertRestricted(test.getSpec());
        }
    }

    @Test
    void aNodeIsRestrictedAndReadsItsConfiguration(@TempDir Path folder) throws Exception {
        List<HasMetadata> objects = objects("pyrsia-node", NODE);
        StatefulSet set = one(StatefulSet.class, objects);
        assertRestricted(set.getSpec().getTemplate().getSpec());
        assertEquals(1, set.getSpec().getReplicas());
        NodeConfig config = configuration(objects, folder);
        assertEquals(Path.of("/var/lib/pyrsia/keys/node.key"), config.key());
        assertTrue(config.http().tls().isPresent());
    }

    @Test
    void theMirrorsNodeIsReachedByItsMachineAlone(@TempDir Path folder) throws Exception {
        List<HasMetadata> objects = objects("pyrsia-mirror", NODE[0], NODE[1]);
        PodSpec pod = one(DaemonSet.class, objects).getSpec().getTemplate().getSpec();
        Container node = pod.getContainers().getFirst();
        assertConfined(node);
        assertEquals(true, node.getSecurityContext().getRunAsNonRoot());
        NodeConfig config = configuration(objects, folder);
        assertEquals("127.0.0.1", config.http().host());
        assertTrue(config.http().tls().isEmpty());
    }

    @Test
    void theMirrorTouchesOneFolderOfItsMachineAndOneFileInIt() throws Exception {
        for (String[] expected : new String[][] {
            {"containerd", "containerd", "/etc/containerd/certs.d", "/machine/_default/hosts.toml"},
            {"crio", "podman", "/etc/containers/registries.conf.d", "/machine/50-pyrsia.conf"}
        }) {
            List<HasMetadata> objects = objects("pyrsia-mirror", NODE[0], NODE[1], "--set", "runtime=" + expected[0]);
            PodSpec pod = one(DaemonSet.class, objects).getSpec().getTemplate().getSpec();
            List<String> folders = pod.getVolumes().stream()
                    .filter(volume -> volume.getHostPath() != null)
                    .map(volume -> volume.getHostPath().getPath())
                    .toList();
            assertEquals(List.of(expected[2]), folders);
            Container settings = pod.getContainers().get(1);
            assertConfined(settings);
            assertEquals(
                    List.of(
                            "use",
                            expected[1],
                            "--while-running",
                            "--at",
                            "http://127.0.0.1:7888",
                            "--file",
                            expected[3]),
                    settings.getArgs());
        }
    }

    @Test
    void podsGetSettingsForTheNodeThatIsNamed() throws Exception {
        assertEquals(1, configMaps());
        assertEquals(4, configMaps("--set", "clients.node=https://node.main.svc:7888"));
    }

    private static long configMaps(String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(NODE[0], NODE[1]));
        words.addAll(Arrays.asList(more));
        return objects("pyrsia-mirror", words.toArray(String[]::new)).stream()
                .filter(ConfigMap.class::isInstance)
                .count();
    }

    @Test
    void valuesThatCannotBeAreNamed() {
        for (String[] wrong : new String[][] {
            {"pyrsia-operator", "replicas=0", "/replicas"},
            {"pyrsia-operator", "nodeimage=x", "nodeimage"},
            {"pyrsia-operator", "builder.registries.pipy=https://pypi.example", "pipy"},
            {"pyrsia-node", "genesis=", "/genesis"},
            {"pyrsia-node", "data.size=many", "/data/size"},
            {"pyrsia-mirror", "runtime=docker", "/runtime"},
            {"pyrsia-mirror", "clients.node=http://plain", "/clients/node"}
        }) {
            AssertionError refused =
                    assertThrows(AssertionError.class, () -> helm("template", wrong[0], "--set", wrong[1]));
            assertTrue(String.valueOf(refused.getMessage()).contains(wrong[2]), refused.getMessage());
        }
    }
}
