package io.pyrsia.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pyrsia.crds.AuthorityMembership;
import io.pyrsia.crds.BuildRequest;
import io.pyrsia.crds.PyrsiaNode;
import io.pyrsia.crds.PyrsiaNodeSpec;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A network of four authorities: it begins, it is changed without stopping, and its keys outlive its
/// resources.
@Tag("e2e")
class NetworkTest {

    private static final int FOUNDERS = Network.FOUNDERS;

    @Test
    void aNetworkBeginsIsChangedAndLeavesItsKeys() throws Exception {
        try (Installed cluster = Installed.install()) {
            Network network = new Network(cluster);
            invalidResourcesAreRefusedWithASentence(cluster);
            fourAuthoritiesFoundANetwork(cluster, network);
            aChangeRollsThroughOneByOne(network);
            Set<String> pods = network.uids();
            cluster.killOperator();
            aFifthJoinsAndOneLeaves(cluster, network);
            assertTrue(network.uids().containsAll(pods), "another operator restarted nodes that nobody changed");
            new Rights(cluster).areTheLeast();
            aBuildThatCannotBeIsToldWhy(cluster);
            theMirrorComesAndGoesWithoutATrace(cluster, network);
            aDeletedNodeLeavesItsKeyAndComesBackWithIt(cluster, network);
        }
    }

    private static void invalidResourcesAreRefusedWithASentence(Installed cluster) {
        PyrsiaNode tooFew = Serialization.unmarshal(
                "apiVersion: pyrsia.io/v1alpha1\nkind: PyrsiaNode\nmetadata: {name: few, namespace: " + Installed.SPACE
                        + "}\nspec: {network: {name: main, founders: 3}}",
                PyrsiaNode.class);
        String refused = assertThrows(
                        KubernetesClientException.class,
                        () -> cluster.client().resource(tooFew).create())
                .getMessage();
        assertTrue(String.valueOf(refused).contains("spec.network.founders"), refused);
    }

    private static void fourAuthoritiesFoundANetwork(Installed cluster, Network network) {
        long began = System.nanoTime();
        network.create("");
        network.awaitAll();
        System.out.printf("four authorities ready after %.1f s%n", (System.nanoTime() - began) / 1e9);
        for (PyrsiaNode node : network.nodes()) {
            assertEquals("AUTHORITY", node.getStatus().role());
        }
        String refused = assertThrows(KubernetesClientException.class, () -> cluster.client()
                        .resources(PyrsiaNode.class)
                        .inNamespace(Installed.SPACE)
                        .withName("authority-1")
                        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"data\":{\"size\":\"1Mi\"}}}"))
                .getMessage();
        assertTrue(String.valueOf(refused).contains("the size of a volume can grow and not shrink"), refused);
    }

    private static void aChangeRollsThroughOneByOne(Network network) {
        Set<String> before = network.uids();
        network.change("{\"packages\":{\"quota\":\"1 GiB\"}}");
        AtomicInteger fewest = new AtomicInteger(FOUNDERS);
        Await.that("all four pods were replaced and are ready", () -> {
            int up = (int) network.pods().stream()
                    .filter(Readiness.getInstance()::isReady)
                    .count();
            fewest.accumulateAndGet(up, Math::min);
            return network.ready() == FOUNDERS && network.uids().stream().noneMatch(before::contains);
        });
        System.out.println("at least " + fewest + " of " + FOUNDERS + " pods were ready meanwhile");
        assertTrue(fewest.get() >= FOUNDERS - 1, "only " + fewest + " pods were ready at a time");
    }

    private static void aDeletedNodeLeavesItsKeyAndComesBackWithIt(Installed cluster, Network network) {
        PyrsiaNode fourth = network.node("authority-4");
        cluster.client().resource(fourth).delete();
        Await.that("authority-4 is gone", () -> network.find("authority-4").isEmpty());
        List<Event> events = cluster.client()
                .v1()
                .events()
                .inNamespace(Installed.SPACE)
                .list()
                .getItems();
        assertTrue(
                events.stream().anyMatch(event -> "KeyKept".equals(event.getReason())),
                "no event says where the key is");
        cluster.client()
                .resource(Network.authority(4, "packages: {quota: 1 GiB}"))
                .create();
        Await.that("all five are ready again", () -> network.ready() == FOUNDERS + 1);
        assertEquals(
                fourth.getStatus().nodeId(),
                network.node("authority-4").getStatus().nodeId());
    }

    private static void aFifthJoinsAndOneLeaves(Installed cluster, Network network) {
        PyrsiaNode fifth = Network.authority(5, "");
        fifth.setSpec(Serialization.unmarshal(
                "network: {name: main}\ndata: {size: 1Gi}\nresources: {cpu: 50m, memory: 512Mi}",
                PyrsiaNodeSpec.class));
        cluster.client().resource(fifth).create();
        wish(cluster, "five-joins", "JOIN", "authority-5");
        Await.that("the fifth node votes", () -> "AUTHORITY"
                .equals(network.node("authority-5").getStatus().role()));
        wish(cluster, "one-leaves", "LEAVE", "authority-1");
        Await.that("the first node does not vote any more", () -> "REGULAR"
                .equals(network.node("authority-1").getStatus().role()));
        wish(cluster, "four-are-the-fewest", "LEAVE", "authority-2");
    }

    /// Waits until the wish is granted, or refused where it would leave too few.
    private static void wish(Installed cluster, String name, String wish, String node) {
        long began = System.nanoTime();
        cluster.client()
                .resource(Serialization.unmarshal(
                        """
                        apiVersion: pyrsia.io/v1alpha1
                        kind: AuthorityMembership
                        metadata: {name: %s, namespace: %s}
                        spec: {network: main, wish: %s, node: %s}
                        """.formatted(name, Installed.SPACE, wish, node), AuthorityMembership.class))
                .create();
        String reason = name.equals("four-are-the-fewest") ? "TooFewWouldBeLeft" : "CaughtUp";
        Await.that(name + " is " + reason, () -> {
            AuthorityMembership there = cluster.client()
                    .resources(AuthorityMembership.class)
                    .inNamespace(Installed.SPACE)
                    .withName(name)
                    .get();
            return there.getStatus() != null
                    && there.getStatus().conditions().stream()
                            .anyMatch(condition -> reason.equals(condition.getReason()));
        });
        System.out.printf("%s after %.1f s%n", name, (System.nanoTime() - began) / 1e9);
    }

    private static void aBuildThatCannotBeIsToldWhy(Installed cluster) {
        cluster.client()
                .resource(Serialization.unmarshal("""
                        apiVersion: pyrsia.io/v1alpha1
                        kind: BuildRequest
                        metadata: {name: unknown, namespace: %s}
                        spec: {network: main, purl: "pkg:maven/org.example/unknown@1.0"}
                        """.formatted(Installed.SPACE), BuildRequest.class))
                .create();
        Await.that("the request of a package without a recipe is refused", () -> {
            BuildRequest there = cluster.client()
                    .resources(BuildRequest.class)
                    .inNamespace(Installed.SPACE)
                    .withName("unknown")
                    .get();
            return there.getStatus() != null
                    && there.getStatus().conditions().stream()
                            .anyMatch(condition -> "Refused".equals(condition.getReason()));
        });
    }

    private static void theMirrorComesAndGoesWithoutATrace(Installed cluster, Network network) throws Exception {
        Mirror mirror = new Mirror(cluster);
        if (!mirror.isForThisCluster()) {
            System.out.println("the mirror was not run: this cluster's machines do not run containerd");
            return;
        }
        mirror.install(
                network.genesis(),
                List.of(network.node("authority-2").getStatus().p2pAddress()));
        String image = mirror.image();
        assertTrue(mirror.wouldChange(image).contains("It says so already."), "containerd asks the mirror");
        mirror.uninstall();
        assertTrue(mirror.wouldChange(image).contains("\n+ "), "the mirror left its lines");
    }
}
