package io.pyrsia.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.TrustReport;
import io.pyrsia.crds.BuildRequest;
import io.pyrsia.crds.BuildRequestStatus;
import io.pyrsia.crds.PyrsiaNode;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A real package is built from its source by the nodes of a network, each in a pod of its own, and is verified.
///
/// `PYRSIA_E2E_REGISTRIES` says where pods find registries: `pypi=ADDRESS,debian=ADDRESS,debian-security=ADDRESS`.
@Tag("e2e")
class BuildTest {

    private static final int FOUNDERS = 4;
    private static final String PURL = "pkg:pypi/idna@3.10";

    @Test
    void aPackageIsBuiltInPodsAndVerified() throws Exception {
        String registries = System.getenv().getOrDefault("PYRSIA_E2E_REGISTRIES", "");
        Assumptions.assumeTrue(!registries.isEmpty(), "not run: PYRSIA_E2E_REGISTRIES names no registries");
        try (Installed cluster = Installed.install()) {
            theOperatorIsToldToBuild(cluster, registries);
            tektonKeepsToTheRestrictedStandard(cluster);
            aNetworkIsFounded(cluster);
            theRecipeIsPublished(cluster);
            long began = System.nanoTime();
            theBuildIsRequested(cluster);
            podsBuild(cluster);
            thePackageIsVerified(cluster);
            System.out.printf("%s verified %.1f s after its request%n", PURL, (System.nanoTime() - began) / 1e9);
            whatBuiltIsOver(cluster);
        }
    }

    private static void theOperatorIsToldToBuild(Installed cluster, String registries) throws Exception {
        String load = System.getenv().getOrDefault("PYRSIA_E2E_LOAD", "").strip();
        if (!load.isEmpty()) {
            List<String> command = new ArrayList<>(List.of(load.split(" +", -1)));
            command.add(System.getProperty("pyrsia.images") + "/builder.tar");
            Command.run(command);
        }
        List<String> upgrade = new ArrayList<>(List.of(
                "upgrade",
                "pyrsia-operator",
                System.getProperty("pyrsia.root") + "/charts/pyrsia-operator",
                "--namespace",
                Installed.OPERATOR_SPACE,
                "--reuse-values",
                "--set",
                "builder.enabled=true"));
        for (String registry : registries.split(",", -1)) {
            upgrade.addAll(List.of("--set-string", "builder.registries." + registry));
        }
        cluster.helm(upgrade.toArray(String[]::new));
    }

    /// Tekton adds containers of its own to each pod.
    private static void tektonKeepsToTheRestrictedStandard(Installed cluster) {
        if (hasTekton(cluster)) {
            cluster.client()
                    .configMaps()
                    .inNamespace("tekton-pipelines")
                    .withName("feature-flags")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"set-security-context\":\"true\"}}");
        } else {
            System.out.println("this cluster has no Tekton: builds are jobs");
        }
    }

    private static boolean hasTekton(Installed cluster) {
        return cluster.client().supports("tekton.dev/v1", "PipelineRun");
    }

    private static void aNetworkIsFounded(Installed cluster) {
        for (int i = 1; i <= FOUNDERS; i++) {
            cluster.client()
                    .resource(Serialization.unmarshal("""
                            apiVersion: pyrsia.io/v1alpha1
                            kind: PyrsiaNode
                            metadata: {name: authority-%d, namespace: %s}
                            spec:
                              network: {name: main, founders: %d}
                              data: {size: 1Gi}
                              resources: {cpu: 50m, memory: 512Mi}
                            """.formatted(i, Installed.SPACE, FOUNDERS), PyrsiaNode.class))
                    .create();
        }
        Await.that(
                "all four are ready",
                () ->
                        cluster
                                        .client()
                                        .resources(PyrsiaNode.class)
                                        .inNamespace(Installed.SPACE)
                                        .list()
                                        .getItems()
                                        .stream()
                                        .filter(node -> node.getStatus() != null
                                                && node.getStatus().conditions().stream()
                                                        .anyMatch(BuildTest::isReady))
                                        .count()
                                == FOUNDERS);
    }

    private static boolean isReady(Condition condition) {
        return "Ready".equals(condition.getType()) && "True".equals(condition.getStatus());
    }

    private static void theRecipeIsPublished(Installed cluster) throws Exception {
        byte[] recipe;
        try (InputStream in = Objects.requireNonNull(BuildTest.class.getResourceAsStream("idna.yaml"))) {
            recipe = in.readAllBytes();
        }
        Digest digest = Digest.sha256(Bytes.wrap(recipe));
        for (int i = 1; i <= FOUNDERS; i++) {
            try (NodeApi node = NodeApi.of(cluster.client(), "authority-" + i)) {
                node.api().give(digest, BodyPublishers.ofByteArray(recipe));
            }
        }
        Instruction.Source source = new Instruction.Source(
                Instruction.Source.Kind.REGISTRY,
                "pypi:files/idna/idna-3.10.tar.gz",
                "sha256:12f65c9b470abda6dc35cf8e63cc574b1c52b11df2c86030af0ac09b01b13ea9");
        try (NodeApi node = NodeApi.of(cluster.client(), "authority-1")) {
            node.api()
                    .submit(new Instruction.PublishRecipe(
                            new Instruction.Recipe(Purl.parse(PURL), digest, source, false, List.of())));
        }
    }

    private static void theBuildIsRequested(Installed cluster) {
        cluster.client()
                .resource(Serialization.unmarshal("""
                        apiVersion: pyrsia.io/v1alpha1
                        kind: BuildRequest
                        metadata: {name: idna, namespace: %s}
                        spec: {network: main, purl: "%s"}
                        """.formatted(Installed.SPACE, PURL), BuildRequest.class))
                .create();
    }

    private static BuildRequestStatus status(Installed cluster) {
        BuildRequest there = cluster.client()
                .resources(BuildRequest.class)
                .inNamespace(Installed.SPACE)
                .withName("idna")
                .get();
        return there.getStatus() == null
                ? new BuildRequestStatus(null, List.of(), null, null, null, null, null, null)
                : there.getStatus();
    }

    private static List<String> runners(Installed cluster) {
        List<BuildRequestStatus.Seat> seats = status(cluster).seats();
        return seats == null
                ? List.of()
                : seats.stream()
                        .map(BuildRequestStatus.Seat::runner)
                        .filter(Objects::nonNull)
                        .toList();
    }

    private static List<Pod> pods(Installed cluster) {
        return cluster.client()
                .pods()
                .inNamespace(Installed.SPACE)
                .withLabel("pyrsia.io/run")
                .list()
                .getItems();
    }

    private static void podsBuild(Installed cluster) {
        Await.that("the status names what builds", () -> runners(cluster).size() >= 2);
        String kind = hasTekton(cluster) ? "PipelineRun/" : "Job/";
        assertTrue(runners(cluster).stream().allMatch(runner -> runner.startsWith(kind)), runners(cluster)::toString);
        int wanted = runners(cluster).size();
        Await.that("each seat has a pod", () -> pods(cluster).size() >= wanted);
        for (Pod pod : pods(cluster)) {
            assertFalse(pod.getSpec().getAutomountServiceAccountToken(), "a build's pod has a token");
        }
    }

    private static void thePackageIsVerified(Installed cluster) throws Exception {
        Await.that("the build is over", () -> status(cluster).conditions().stream()
                .anyMatch(condition -> isReady(condition) || isStalled(condition)));
        assertEquals("PUBLISHED", status(cluster).state(), () -> status(cluster).toString());
        assertEquals("VERIFIED", status(cluster).trust());
        try (NodeApi node = NodeApi.of(cluster.client(), "authority-1")) {
            TrustReport report = node.api().trust(Purl.parse(PURL));
            assertTrue(
                    report.toString().contains("946d195a0d259cbba61165e88e65941f16e9b36ea6ddb97f00452bae8b1287d3"),
                    "not the published wheel: " + report);
        }
    }

    private static boolean isStalled(Condition condition) {
        return "Stalled".equals(condition.getType()) && "True".equals(condition.getStatus());
    }

    private static void whatBuiltIsOver(Installed cluster) {
        if (!hasTekton(cluster)) {
            return;
        }
        Await.that("all PipelineRuns have ended well", () -> {
            List<GenericKubernetesResource> runs = cluster.client()
                    .genericKubernetesResources("tekton.dev/v1", "PipelineRun")
                    .inNamespace(Installed.SPACE)
                    .list()
                    .getItems();
            return !runs.isEmpty()
                    && runs.stream().allMatch(run -> "True".equals(run.get("status", "conditions", 0, "status")));
        });
        for (Pod pod : pods(cluster)) {
            String log = cluster.client()
                    .pods()
                    .inNamespace(Installed.SPACE)
                    .withName(pod.getMetadata().getName())
                    .inContainer("step-build")
                    .getLog();
            assertTrue(log.contains("idna"), log);
            assertFalse(log.contains("no Landlock"), log);
        }
    }
}
