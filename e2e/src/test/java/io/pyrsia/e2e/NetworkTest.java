package io.pyrsia.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A network of four authorities: it begins, it is changed without stopping, and its keys outlive its
/// resources.
@Tag("e2e")
class NetworkTest {

    private static final int FOUNDERS = 4;

    private static PyrsiaNode authority(int number, String more) {
        return Serialization.unmarshal(
                """
                apiVersion: pyrsia.io/v1alpha1
                kind: PyrsiaNode
                metadata:
                  name: authority-%d
                  namespace: %s
                spec:
                  network: {name: main, founders: %d}
                  data: {size: 1Gi}
                  resources: {cpu: 50m, memory: 512Mi}
                %s
                """.formatted(number, Installed.SPACE, FOUNDERS, more.indent(2)), PyrsiaNode.class);
    }

    @Test
    void aNetworkBeginsIsChangedAndLeavesItsKeys() throws Exception {
        try (Installed cluster = Installed.install()) {
            invalidResourcesAreRefusedWithASentence(cluster);
            fourAuthoritiesFoundANetwork(cluster);
            aChangeRollsThroughOneByOne(cluster);
            List<String> pods = pods(cluster);
            theOperatorDies(cluster);
            aFifthJoinsAndOneLeaves(cluster);
            assertTrue(pods(cluster).containsAll(pods), "another operator restarted nodes that nobody changed");
            theOperatorMayDoNothingElse(cluster);
            aBuildThatCannotBeIsToldWhy(cluster);
            theMirrorComesAndGoesWithoutATrace(cluster);
            aDeletedNodeLeavesItsKeyAndComesBackWithIt(cluster);
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

    private static void fourAuthoritiesFoundANetwork(Installed cluster) {
        long began = System.nanoTime();
        for (int i = 1; i <= FOUNDERS; i++) {
            cluster.client().resource(authority(i, "")).create();
        }
        Await.that("all four are ready", () -> ready(cluster) == FOUNDERS);
        System.out.printf("four authorities ready after %.1f s%n", (System.nanoTime() - began) / 1e9);
        for (PyrsiaNode node : nodes(cluster)) {
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

    private static void aChangeRollsThroughOneByOne(Installed cluster) {
        List<String> before = pods(cluster);
        for (int i = 1; i <= FOUNDERS; i++) {
            cluster.client()
                    .resources(PyrsiaNode.class)
                    .inNamespace(Installed.SPACE)
                    .withName("authority-" + i)
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"packages\":{\"quota\":\"1 GiB\"}}}");
        }
        AtomicInteger fewest = new AtomicInteger(FOUNDERS);
        Await.that("all four pods were replaced and are ready", () -> {
            int up = (int) cluster.client().pods().inNamespace(Installed.SPACE).list().getItems().stream()
                    .filter(Readiness.getInstance()::isReady)
                    .count();
            fewest.accumulateAndGet(up, Math::min);
            return ready(cluster) == FOUNDERS && pods(cluster).stream().noneMatch(before::contains);
        });
        System.out.println("at least " + fewest + " of " + FOUNDERS + " pods were ready meanwhile");
        assertTrue(fewest.get() >= FOUNDERS - 1, "only " + fewest + " pods were ready at a time");
    }

    private static void aDeletedNodeLeavesItsKeyAndComesBackWithIt(Installed cluster) {
        String key = node(cluster, "authority-4").getStatus().nodeId();
        cluster.client().resource(node(cluster, "authority-4")).delete();
        Await.that(
                "authority-4 is gone",
                () -> cluster.client()
                                .resources(PyrsiaNode.class)
                                .inNamespace(Installed.SPACE)
                                .withName("authority-4")
                                .get()
                        == null);
        List<Event> events = cluster.client()
                .v1()
                .events()
                .inNamespace(Installed.SPACE)
                .list()
                .getItems();
        assertTrue(
                events.stream().anyMatch(event -> "KeyKept".equals(event.getReason())),
                "no event says where the key is");
        cluster.client().resource(authority(4, "packages: {quota: 1 GiB}")).create();
        Await.that("all five are ready again", () -> ready(cluster) == FOUNDERS + 1);
        assertEquals(key, node(cluster, "authority-4").getStatus().nodeId());
    }

    private static void theOperatorDies(Installed cluster) {
        cluster.client()
                .pods()
                .inNamespace(Installed.OPERATOR_SPACE)
                .withGracePeriod(0)
                .delete();
    }

    private static void aFifthJoinsAndOneLeaves(Installed cluster) {
        PyrsiaNode fifth = authority(5, "");
        fifth.setSpec(Serialization.unmarshal(
                "network: {name: main}\ndata: {size: 1Gi}\nresources: {cpu: 50m, memory: 512Mi}",
                PyrsiaNodeSpec.class));
        cluster.client().resource(fifth).create();
        wish(cluster, "five-joins", "JOIN", "authority-5");
        Await.that("the fifth node votes", () -> "AUTHORITY"
                .equals(node(cluster, "authority-5").getStatus().role()));
        wish(cluster, "one-leaves", "LEAVE", "authority-1");
        Await.that("the first node does not vote any more", () -> "REGULAR"
                .equals(node(cluster, "authority-1").getStatus().role()));
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

    private static void theOperatorMayDoNothingElse(Installed cluster) {
        assertTrue(may(cluster, Installed.SPACE, "list", "", "pods"), "the question does not tell rights apart");
        for (String forbidden : List.of("get secrets", "list secrets", "create pods", "delete nodes")) {
            String[] words = forbidden.split(" ", -1);
            assertFalse(may(cluster, Installed.SPACE, words[0], "", words[1]), forbidden);
        }
        assertFalse(may(cluster, Installed.OPERATOR_SPACE, "list", "", "secrets"), "secrets of its namespace");
        assertFalse(may(cluster, Installed.SPACE, "create", "rbac.authorization.k8s.io", "roles"), "new rights");
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

    private static void theMirrorComesAndGoesWithoutATrace(Installed cluster) throws Exception {
        Mirror mirror = new Mirror(cluster);
        if (!mirror.isForThisCluster()) {
            System.out.println("the mirror was not run: this cluster's machines do not run containerd");
            return;
        }
        String genesis = Objects.requireNonNull(cluster.client()
                        .configMaps()
                        .inNamespace(Installed.SPACE)
                        .withName("main-genesis")
                        .get())
                .getData()
                .get("genesis.json");
        String peer = "/dns4/authority-2-p2p." + Installed.SPACE + ".svc/tcp/44000/p2p/"
                + node(cluster, "authority-2").getStatus().peerId();
        mirror.install(Objects.requireNonNull(genesis), peer);
        String image = mirror.image();
        assertTrue(mirror.wouldChange(image).contains("It says so already."), "containerd asks the mirror");
        mirror.uninstall();
        assertTrue(mirror.wouldChange(image).contains("\n+ "), "the mirror left its lines");
    }

    private static boolean may(Installed cluster, String space, String verb, String group, String resource) {
        return cluster.client()
                .resource(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser("system:serviceaccount:" + Installed.OPERATOR_SPACE + ":pyrsia-operator")
                        .withNewResourceAttributes()
                        .withNamespace(space)
                        .withVerb(verb)
                        .withGroup(group)
                        .withResource(resource)
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .create()
                .getStatus()
                .getAllowed();
    }

    private static List<PyrsiaNode> nodes(Installed cluster) {
        return cluster.client()
                .resources(PyrsiaNode.class)
                .inNamespace(Installed.SPACE)
                .list()
                .getItems();
    }

    private static PyrsiaNode node(Installed cluster, String name) {
        return Objects.requireNonNull(cluster.client()
                .resources(PyrsiaNode.class)
                .inNamespace(Installed.SPACE)
                .withName(name)
                .get());
    }

    private static long ready(Installed cluster) {
        return nodes(cluster).stream()
                .filter(node -> node.getStatus() != null
                        && Objects.equals(
                                node.getStatus().observedGeneration(),
                                node.getMetadata().getGeneration()))
                .filter(node -> node.getStatus().conditions().stream().anyMatch(NetworkTest::isReady))
                .count();
    }

    private static boolean isReady(Condition condition) {
        return "Ready".equals(condition.getType()) && "True".equals(condition.getStatus());
    }

    private static List<String> pods(Installed cluster) {
        return cluster.client().pods().inNamespace(Installed.SPACE).list().getItems().stream()
                .map(pod -> pod.getMetadata().getUid())
                .toList();
    }
}
