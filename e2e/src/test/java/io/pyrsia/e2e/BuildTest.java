package io.pyrsia.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.crds.BuildRequest;
import io.pyrsia.crds.BuildRequestStatus;
import io.pyrsia.operator.node.Conditions;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A real package is built from its source by three of a network's four founders, each in a pod of its own, is
/// verified, and is served by the fourth: by Tekton if the cluster has it, else by jobs.
///
/// Pods ask the registries that this machine's clients ask, or those of `PYRSIA_E2E_REGISTRIES`:
/// `pypi=ADDRESS,debian=ADDRESS`.
@Tag("e2e-long")
class BuildTest {

    private static final String PURL = "pkg:pypi/idna@3.10";
    private static final String WHEEL = "sha256:946d195a0d259cbba61165e88e65941f16e9b36ea6ddb97f00452bae8b1287d3";
    private static final String AT = "/pypi/files/idna/3.10/idna-3.10-py3-none-any.whl";
    private static final int BUILDERS = 3;
    private static final Duration LONGEST_BUILD = Duration.ofMinutes(15);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Installed cluster;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Network network;

    @BeforeAll
    static void aNetworkOfBuildersIsFounded() throws Exception {
        Map<String, String> registries = registries();
        Assumptions.assumeTrue(
                registries.containsKey("pypi") && registries.containsKey("debian"),
                "not run: this machine has no clients that know the public registries");
        cluster = Installed.install();
        theOperatorIsToldToBuild(registries);
        if (hasTekton()) {
            tektonKeepsToTheRestrictedStandard();
        }
        network = new Network(cluster);
        network.create("");
        network.awaitAll();
    }

    private static Map<String, String> registries() throws Exception {
        Path program = Path.of(System.getProperty("pyrsia.root"), "node/dist/target/pyrsia/bin/pyrsia");
        String given = System.getenv().getOrDefault("PYRSIA_E2E_REGISTRIES", "").replace(',', '\n');
        String lines = !given.isEmpty() || !Files.isExecutable(program)
                ? given
                : Command.run(List.of(program.toString(), "builder", "registries"));
        Map<String, String> registries = new TreeMap<>();
        Matcher line = Pattern.compile("(?m)^(?:registry\\.)?([a-z-]+) ?= ?(https?://\\S+)$")
                .matcher(lines);
        while (line.find()) {
            registries.put(line.group(1), line.group(2));
        }
        return registries;
    }

    private static void theOperatorIsToldToBuild(Map<String, String> registries) throws Exception {
        cluster.load("builder.tar");
        List<String> upgrade = new ArrayList<>(List.of(
                "upgrade",
                "pyrsia-operator",
                System.getProperty("pyrsia.root") + "/charts/pyrsia-operator",
                "--namespace",
                Installed.OPERATOR_SPACE,
                "--reuse-values",
                "--set",
                "builder.enabled=true"));
        registries.forEach((name, address) ->
                upgrade.addAll(List.of("--set-string", "builder.registries." + name + "=" + address)));
        cluster.helm(upgrade.toArray(String[]::new));
    }

    private static boolean hasTekton() {
        return cluster.client().supports("tekton.dev/v1", "PipelineRun");
    }

    /// Tekton adds containers of its own to each pod.
    private static void tektonKeepsToTheRestrictedStandard() {
        cluster.client()
                .configMaps()
                .inNamespace("tekton-pipelines")
                .withName("feature-flags")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"set-security-context\":\"true\"}}");
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aPackageIsBuiltInPodsVerifiedAndServed() throws Exception {
        theRecipeIsPublished();
        long began = System.nanoTime();
        theBuildIsRequested();
        podsBuild();
        thePackageIsVerified();
        System.out.printf(
                "%s verified %.1f s after its request, by %s%n",
                PURL,
                (System.nanoTime() - began) / 1e9,
                runners().stream()
                        .map(runner -> runner.replaceFirst("/.*", ""))
                        .distinct()
                        .toList());
        Await.that("the node that did not build has the published bytes", () -> network.tryToGet(Network.FOUNDERS, AT)
                .map(bytes -> Digest.sha256(bytes).toString())
                .filter(WHEEL::equals)
                .isPresent());
        whatBuiltIsOver();
    }

    private static int whoDidNotBuild() {
        List<String> builders = Objects.requireNonNull(
                        Objects.requireNonNull(status()).results())
                .stream()
                .map(BuildRequestStatus.Result::node)
                .toList();
        for (int i = 1; i <= Network.FOUNDERS; i++) {
            if (!builders.contains(network.node(Network.name(i)).getStatus().nodeId())) {
                return i;
            }
        }
        throw new AssertionError("all of them built");
    }

    private static void theRecipeIsPublished() throws Exception {
        byte[] recipe;
        try (InputStream in = Objects.requireNonNull(BuildTest.class.getResourceAsStream("idna.yaml"))) {
            recipe = in.readAllBytes();
        }
        Digest digest = Digest.sha256(Bytes.wrap(recipe));
        Instruction.Source source = new Instruction.Source(
                Instruction.Source.Kind.REGISTRY,
                "pypi:files/idna/idna-3.10.tar.gz",
                "sha256:12f65c9b470abda6dc35cf8e63cc574b1c52b11df2c86030af0ac09b01b13ea9");
        Purl purl = Purl.parse(PURL);
        network.ask(1, node -> {
            node.give(digest, BodyPublishers.ofByteArray(recipe));
            return node.submit(
                    new Instruction.PublishRecipe(new Instruction.Recipe(purl, digest, source, false, List.of())));
        });
    }

    private static void theBuildIsRequested() {
        cluster.client()
                .resource(Serialization.unmarshal("""
                        apiVersion: pyrsia.io/v1alpha1
                        kind: BuildRequest
                        metadata: {name: idna, namespace: %s}
                        spec: {network: main, purl: "%s"}
                        """.formatted(Installed.SPACE, PURL), BuildRequest.class))
                .create();
    }

    private static @Nullable BuildRequestStatus status() {
        return cluster.client()
                .resources(BuildRequest.class)
                .inNamespace(Installed.SPACE)
                .withName("idna")
                .get()
                .getStatus();
    }

    private static List<String> runners() {
        BuildRequestStatus status = status();
        return status == null || status.seats() == null
                ? List.of()
                : status.seats().stream()
                        .map(BuildRequestStatus.Seat::runner)
                        .filter(Objects::nonNull)
                        .toList();
    }

    private static List<Pod> pods() {
        return cluster.client()
                .pods()
                .inNamespace(Installed.SPACE)
                .withLabel("pyrsia.io/run")
                .list()
                .getItems();
    }

    private static void podsBuild() {
        Await.that("the status names what builds", () -> runners().size() == BUILDERS);
        String kind = hasTekton() ? "PipelineRun/" : "Job/";
        assertTrue(runners().stream().allMatch(runner -> runner.startsWith(kind)), () -> runners()
                .toString());
        Await.that("each seat has a pod", () -> pods().size() == BUILDERS);
        for (Pod pod : pods()) {
            assertEquals(false, pod.getSpec().getAutomountServiceAccountToken(), "a build's pod has a token");
        }
    }

    private static void thePackageIsVerified() throws Exception {
        Await.that(LONGEST_BUILD, () -> "the build is over, not: " + status(), () -> {
            BuildRequestStatus status = status();
            return status != null
                    && (Conditions.holds(status.conditions(), Conditions.READY)
                            || Conditions.holds(status.conditions(), Conditions.STALLED));
        });
        BuildRequestStatus end = Objects.requireNonNull(status());
        assertEquals("PUBLISHED", end.state(), end::toString);
        assertEquals("VERIFIED", end.trust());
        List<BuildRequestStatus.Result> results = end.results();
        assertNotNull(results, end::toString);
        assertEquals(
                BUILDERS,
                results.stream().map(BuildRequestStatus.Result::node).distinct().count(),
                end::toString);
        for (BuildRequestStatus.Result result : results) {
            assertEquals(WHEEL, result.digest());
            assertEquals("E0", result.level());
        }
        if (Command.isThere("kubectl")) {
            String row = Command.run(List.of("kubectl", "get", "buildrequest", "idna", "--namespace", Installed.SPACE));
            assertTrue(row.contains("VERIFIED"), row);
            System.out.print(row);
        }
    }

    /// The pods say that they built, and end by themselves when their result was taken.
    private static void whatBuiltIsOver() {
        Await.that("all pods have ended well", () -> pods().stream()
                .allMatch(pod -> "Succeeded".equals(pod.getStatus().getPhase())));
        TreeSet<String> nodes = new TreeSet<>();
        for (Pod pod : pods()) {
            nodes.add(String.valueOf(pod.getMetadata().getLabels().get("pyrsia.io/builds-for")));
            String log = cluster.client()
                    .pods()
                    .inNamespace(Installed.SPACE)
                    .withName(pod.getMetadata().getName())
                    .inContainer(hasTekton() ? "step-build" : "build")
                    .getLog();
            assertTrue(log.contains("idna"), log);
        }
        assertEquals(BUILDERS, nodes.size());
    }
}
