package io.pyrsia.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pyrsia.base.Digest;
import io.pyrsia.crds.BuildRequestStatus;
import io.pyrsia.operator.node.Conditions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        cluster.load("builder.tar");
        cluster.build(registries);
        recipesWithoutASourceAreRefused();
        Wish.tektonKeepsToTheRestrictedStandard(cluster.client());
        network = new Network(cluster);
        network.create("");
        network.awaitAll();
    }

    private static void recipesWithoutASourceAreRefused() throws Exception {
        Wish wrong = Wish.of(
                cluster,
                Wish.idna().replace("registry: pypi\n      path: files/idna/idna-3.10.tar.gz", "registry: pypi"));
        String refused = String.valueOf(
                assertThrows(KubernetesClientException.class, wrong::make).getMessage());
        assertTrue(refused.contains("spec.recipe.source"), refused);
    }

    static Map<String, String> registries() throws Exception {
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

    @AfterAll
    static void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aPackageIsBuiltInPodsVerifiedAndServed() throws Exception {
        Wish idna = Wish.of(cluster, Wish.idna());
        long began = System.nanoTime();
        idna.make();
        podsBuild(idna);
        isVerified(idna);
        System.out.printf(
                "%s verified %.1f s after its request, by %s%n",
                idna.purl(),
                (System.nanoTime() - began) / 1e9,
                idna.runners().stream()
                        .map(runner -> runner.replaceFirst("/.*", ""))
                        .distinct()
                        .toList());
        int other = whoDidNotBuild(idna);
        Await.that(Network.name(other) + ", which did not build, serves the published bytes", () -> network.tryToGet(
                        other, AT)
                .map(bytes -> Digest.sha256(bytes).toString())
                .filter(WHEEL::equals)
                .isPresent());
        whatBuiltIsOver(idna);
        aRecipeIsNotReplacedByTheWay();
    }

    /// Whoever runs the builders may end what they do, and the network is told.
    @Test
    void aBuildThatIsCancelledIsOneThatCannotBe() throws Exception {
        Wish endless = Wish.of(
                cluster,
                Wish.idna()
                                .replace("name: idna", "name: endless")
                                .replace("pkg:pypi/idna@3.10", "pkg:pypi/endless@1.0")
                                .replaceFirst("(?m)^( +- )\\[python3.11, -m, pip, wheel.*$", "$1[sleep, \"86400\"]")
                        + "  ttlSecondsAfterFinished: 20\n");
        endless.make();
        podsBuild(endless);
        theStatusSaysWhatTheyPrint(endless);
        endless.cancel();
        endless.awaitEnd(LONGEST_BUILD);
        BuildRequestStatus end = Objects.requireNonNull(endless.status());
        assertEquals("CANNOT_BUILD", end.state(), end::toString);
        String words = Conditions.find(end.conditions(), Conditions.STALLED)
                .orElseThrow()
                .getMessage();
        assertTrue(words.contains("cancelled"), words);
        Await.that("the request went", endless::isGone);
    }

    private static void podsBuild(Wish wish) {
        Await.that("the status names what builds", () -> wish.runners().size() == BUILDERS);
        String kind = wish.isByTekton() ? "PipelineRun/" : "Job/";
        assertTrue(wish.runners().stream().allMatch(runner -> runner.startsWith(kind)), () -> wish.runners()
                .toString());
        Await.that("each seat has a pod", () -> wish.pods().size() == BUILDERS);
        for (Pod pod : wish.pods()) {
            assertEquals(false, pod.getSpec().getAutomountServiceAccountToken(), "a build's pod has a token");
        }
    }

    private static void theStatusSaysWhatTheyPrint(Wish wish) {
        Await.that(LONGEST_BUILD, () -> "the status says what is printed, not: " + wish.status(), () -> !wish.logs()
                .isEmpty());
        System.out.println("a build prints: " + wish.logs().getFirst().replace("\n", " | "));
        for (String log : wish.logs()) {
            assertFalse(Pattern.compile("[0-9a-f]{32}").matcher(log).find(), log);
        }
    }

    private static void isVerified(Wish wish) throws Exception {
        wish.awaitEnd(LONGEST_BUILD);
        BuildRequestStatus end = Objects.requireNonNull(wish.status());
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
            String row =
                    Command.run(List.of("kubectl", "get", "buildrequest", wish.name(), "--namespace", Installed.SPACE));
            assertTrue(row.contains("VERIFIED"), row);
            System.out.print(row);
        }
    }

    private static void aRecipeIsNotReplacedByTheWay() throws Exception {
        Wish other = Wish.of(
                cluster,
                Wish.idna().replace("name: idna", "name: other").replace("outputs: [dist/*.whl]", "outputs: [dist/*]"));
        other.make();
        Await.that("another recipe of the same version is refused", () -> {
            BuildRequestStatus status = other.status();
            return status != null
                    && Conditions.find(status.conditions(), Conditions.STALLED)
                            .filter(stalled -> "AnotherRecipe".equals(stalled.getReason()))
                            .isPresent();
        });
    }

    private static int whoDidNotBuild(Wish wish) {
        List<String> builders = Objects.requireNonNull(
                        Objects.requireNonNull(wish.status()).results())
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

    /// The pods say that they built, and end by themselves when their result was taken.
    private static void whatBuiltIsOver(Wish wish) {
        Await.that("all pods have ended well", () -> wish.pods().stream()
                .allMatch(pod -> "Succeeded".equals(pod.getStatus().getPhase())));
        TreeSet<String> nodes = new TreeSet<>();
        for (Pod pod : wish.pods()) {
            nodes.add(String.valueOf(pod.getMetadata().getLabels().get("pyrsia.io/builds-for")));
            String log = cluster.client()
                    .pods()
                    .inNamespace(Installed.SPACE)
                    .withName(pod.getMetadata().getName())
                    .inContainer(wish.isByTekton() ? "step-build" : "build")
                    .getLog();
            assertTrue(log.contains("idna"), log);
        }
        assertEquals(BUILDERS, nodes.size());
    }
}
