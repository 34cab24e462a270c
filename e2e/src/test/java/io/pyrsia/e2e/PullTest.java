package io.pyrsia.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pyrsia.base.NodeId;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.api.Action;
import io.pyrsia.client.api.NodeStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pods get packages from the network while the place where these came from is gone.
///
/// The network trusts one of its nodes as a registry. What that node got from the upstream is in the log, and so every
/// other node knows which bytes a name means, though none of them has seen it.
@Tag("e2e-long")
class PullTest {

    private static final int BLOBS = 600;
    private static final int BLOB_BYTES = 32 << 10;
    private static final int EVERY_MS = 250;
    private static final int LONGEST_MS = 5_000;
    private static final String ARTIFACT = "/maven2/org/example/thing/1.0/thing-1.0.jar";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Installed cluster;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Network network;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Mirror mirror;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Upstream.Image image;

    private static String artifact = "";
    private static final List<String> blobs = new ArrayList<>();

    @BeforeAll
    static void theUpstreamIsSeenOnceAndCutOff(@TempDir Path folder) throws Exception {
        String upstreams;
        try (Upstream upstream = Upstream.needed(folder)) {
            upstreams = upstream.ociUpstreams();
            image = upstream.putImage();
            for (int i = 0; i < BLOBS; i++) {
                blobs.add(upstream.putRandomBlob(BLOB_BYTES));
            }
            artifact = putArtifact(upstream.maven());
            cluster = Installed.install();
            network = new Network(cluster);
            network.create(upstream.asPackages());
            network.awaitAll();
            theFirstIsATrustedRegistry();
            warm();
        }
        mirror = new Mirror(cluster);
        mirror.install(network.genesis(), network.addresses(), "packages.ociUpstreams={" + upstreams + "}");
    }

    private static String putArtifact(Path maven) throws Exception {
        byte[] jar = new byte[100_000];
        new java.util.Random(1).nextBytes(jar);
        Path file = maven.resolve(ARTIFACT.substring("/maven2/".length()));
        Files.createDirectories(file.getParent());
        Files.write(file, jar);
        return Upstream.sha256(jar);
    }

    private static void theFirstIsATrustedRegistry() throws Exception {
        NodeId first = network.ask(1, ApiClient::status).node();
        network.decide(new Action.AddRegistry(first));
    }

    /// The trusted node has all names, all four have the blobs of the load.
    private static void warm() throws Exception {
        network.get(
                1,
                List.of(
                        Upstream.manifestPath(),
                        Upstream.blobPath(image.config()),
                        Upstream.blobPath(image.layer()),
                        ARTIFACT));
        for (int i = 1; i <= Network.FOUNDERS; i++) {
            network.get(i, blobs);
        }
        NodeStatus seen = network.ask(1, ApiClient::status);
        Await.that(
                "what was seen is in the log",
                () -> network.logSize(2) > Network.FOUNDERS + 2 || network.logSize(2) > seen.logSize());
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static Pod puller(String name, String machine, String reference) {
        return Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: %s}
                spec:
                  restartPolicy: Never
                  nodeName: %s
                  containers:
                    - name: pulled
                      image: %s
                      imagePullPolicy: Always
                      command: [/opt/pyrsia/runtime/bin/java, -Xmx16m, -version]
                """.formatted(name, Mirror.SPACE, machine, reference), Pod.class);
    }

    @Test
    void podsStartFromAnImageByTagAndByDigest() {
        List<String> machines = mirror.machines();
        for (String reference : List.of(Upstream.Image.byTag(), image.byDigest())) {
            String machine = reference.equals(image.byDigest()) ? machines.getLast() : machines.getFirst();
            Pod pod = puller("pulls", machine, reference);
            cluster.client().resource(pod).create();
            Helpers helpers = new Helpers(cluster);
            Await.that(reference + " was pulled and run on " + machine, () -> helpers.phase(pod)
                    .equals(Optional.of("Succeeded")));
            assertTrue(
                    helpers.imageId(pod).endsWith(image.manifest()),
                    helpers.imageId(pod) + " is not " + image.manifest());
            helpers.remove(pod);
        }
    }

    /// With the file that the mirror's chart makes for Maven, from a node that never saw the upstream's file.
    @Test
    void aPodGetsAMavenArtifact() throws Exception {
        String address = "https://authority-3-http." + Installed.SPACE + ".svc:7888";
        mirror.nameForClients(address);
        String settings = mirror.mavenSettings();
        Matcher url = Pattern.compile("<url>(.*)/maven2/</url>").matcher(settings);
        assertTrue(url.find(), settings);
        Helpers helpers = new Helpers(cluster);
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("maven")
                        .withNamespace(Installed.SPACE)
                        .endMetadata()
                        .addToData("paths", artifact + " " + ARTIFACT + "\n")
                        .build())
                .create();
        String said = helpers.await(helpers.start(
                Installed.SPACE,
                "maven",
                List.of("pull", url.group(1), "/files/paths", "\"0\"", "/ca/ca.crt"),
                "{name: files, mountPath: /files}, {name: ca, mountPath: /ca}",
                "- {name: files, configMap: {name: maven}}\n- {name: ca, secret: {secretName: authority-3-tls}}"));
        assertTrue(said.contains("pulled 1 failed 0"), said);
    }

    @Test
    void allAuthoritiesAreReplacedUnderLoadAndNoPullFails() throws Exception {
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("load")
                        .withNamespace(Mirror.SPACE)
                        .endMetadata()
                        .addToData(
                                "paths",
                                blobs.stream()
                                        .map(path -> path.substring(path.lastIndexOf(':') + 1) + " " + path
                                                + "?ns=docker.io\n")
                                        .collect(Collectors.joining()))
                        .build())
                .create();
        Helpers helpers = new Helpers(cluster);
        Pod load = helpers.start(
                Mirror.SPACE,
                "load",
                List.of("pull", "http://127.0.0.1:7888", "/files/paths", "\"" + EVERY_MS + "\""),
                "{name: files, mountPath: /files}",
                "- {name: files, configMap: {name: load}}",
                "hostNetwork: true");
        Await.that("the load has begun", () -> helpers.log(load).contains("pulled 5 "));
        Set<String> before = network.uids();
        long began = System.nanoTime();
        network.change("{\"resources\":{\"memory\":\"520Mi\"}}");
        Await.that(
                "all four pods were replaced and are ready",
                () -> network.ready() == Network.FOUNDERS
                        && network.uids().stream().noneMatch(before::contains));
        double took = (System.nanoTime() - began) / 1e9;
        String said = helpers.log(load);
        Matcher last = Pattern.compile("pulled (\\d+) failed (\\d+) longest (\\d+) ms\\s*$")
                .matcher(said);
        assertTrue(last.find(), said);
        System.out.printf("all four replaced in %.1f s; meanwhile and before %s", took, last.group());
        assertTrue(Integer.parseInt(last.group(1)) < BLOBS, "the load had ended before the last was replaced");
        helpers.remove(load);
        assertEquals("0", last.group(2), said);
        assertTrue(Integer.parseInt(last.group(3)) <= LONGEST_MS, last.group());
    }
}
