package io.pyrsia.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pyrsia.crds.AuthorityMembership;
import io.pyrsia.crds.PyrsiaNode;
import io.pyrsia.operator.node.Conditions;
import io.pyrsia.operator.tls.Identity;
import io.pyrsia.operator.tls.Issued;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What operators of a network do by hand, and what they wish for that cannot be: a condition says so, and the
/// network goes on.
@Tag("e2e-long")
class WishesTest {

    private static final String GROWING = "pyrsia-e2e-growing";

    private final Installed cluster;
    private final Network network;

    WishesTest() throws Exception {
        cluster = Installed.install();
        network = new Network(cluster);
    }

    @AfterEach
    void close() {
        cluster.client().storage().v1().storageClasses().withName(GROWING).delete();
        cluster.close();
    }

    @Test
    void whatIsWishedComesOrAConditionSaysWhyNot() throws Exception {
        network.create("");
        network.awaitAll();
        cluster.helm("test", "pyrsia-operator", "--namespace", Installed.OPERATOR_SPACE);
        anUnknownVersionIsSaidAndHarmsNobody();
        theAddressOfALoadBalancerIsAwaited();
        aVolumeGrowsWhereItCanAndElseAConditionSaysWhyNot();
        aKeyIsRotatedAndTheOldOneGoes();
        aNodeRunsWithoutTheOperator();
    }

    private void change(String name, String spec) {
        cluster.client()
                .resources(PyrsiaNode.class)
                .inNamespace(Installed.SPACE)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + spec + "}");
    }

    private void anUnknownVersionIsSaidAndHarmsNobody() {
        change("authority-4", "{\"image\":\"pyrsia.io/node:no-such-version\"}");
        Await.that("the condition says that there is no such image", () -> network.words(4)
                .contains("no-such-version"));
        System.out.println("authority-4: " + network.words(4));
        Await.that("three go on without the one whose image is wrong", () -> network.decides(1));
        change("authority-4", "{\"image\":null}");
        network.awaitAll();
    }

    private void theAddressOfALoadBalancerIsAwaited() {
        change("authority-3", "{\"p2p\":{\"service\":\"LoadBalancer\"}}");
        var service = cluster.client().services().inNamespace(Installed.SPACE).withName("authority-3-p2p");
        Await.that("the service is one of a load balancer", () -> "LoadBalancer"
                .equals(service.get().getSpec().getType()));
        boolean isGiven =
                !service.get().getStatus().getLoadBalancer().getIngress().isEmpty();
        if (!isGiven) {
            Await.that("the condition says what it waits for", () -> network.words(3)
                    .contains("no address outside of the cluster yet"));
            service.subresource("status")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"192.0.2.3\"}]}}}");
        }
        Await.that("the status has the address", () -> String.valueOf(
                        network.node("authority-3").getStatus().p2pAddress())
                .matches(isGiven ? "/.*/tcp/.*" : "/ip4/192.0.2.3/tcp/44000/p2p/.*"));
        change("authority-3", "{\"p2p\":{\"service\":\"ClusterIP\"}}");
        network.awaitAll();
    }

    private void aVolumeGrowsWhereItCanAndElseAConditionSaysWhyNot() {
        StorageClass usual = cluster.client().storage().v1().storageClasses().list().getItems().stream()
                .filter(kind -> "true"
                        .equals(kind.getMetadata().getAnnotations().get("storageclass.kubernetes.io/is-default-class")))
                .findFirst()
                .orElseThrow();
        cluster.client()
                .resource(new StorageClassBuilder(usual)
                        .withNewMetadata()
                        .withName(GROWING)
                        .endMetadata()
                        .withAllowVolumeExpansion(true)
                        .build())
                .serverSideApply();
        follower("grows", "data: {size: 1Gi, storageClass: " + GROWING + "}");
        follower("stays", "data: {size: 1Gi}");
        change("grows", "{\"data\":{\"size\":\"2Gi\"}}");
        Await.that("the claim is for more", () -> new Quantity("2Gi")
                .equals(claim("grows-data")
                        .getSpec()
                        .getResources()
                        .getRequests()
                        .get("storage")));
        if (!Boolean.TRUE.equals(usual.getAllowVolumeExpansion())) {
            change("stays", "{\"data\":{\"size\":\"2Gi\"}}");
            Await.that("the condition says that it cannot grow", () -> words("stays")
                    .contains("resize"));
            System.out.println("stays: " + words("stays"));
        }
    }

    /// A node that votes is not deleted with its key before another one has its place.
    private void aKeyIsRotatedAndTheOldOneGoes() {
        follower("successor", "data: {size: 1Gi}");
        change("authority-2", "{\"deletion\":\"DELETE\"}");
        cluster.client().resource(network.node("authority-2")).delete();
        Await.that(
                "the condition says that the key votes", () -> network.words(2).startsWith("KeyStillCounts"));
        cluster.client()
                .resource(Serialization.unmarshal("""
                        apiVersion: pyrsia.io/v1alpha1
                        kind: AuthorityMembership
                        metadata: {name: rotates, namespace: %s}
                        spec: {network: main, node: successor, replaces: authority-2}
                        """.formatted(Installed.SPACE), AuthorityMembership.class))
                .create();
        long began = System.nanoTime();
        Await.that("the successor votes", () -> "AUTHORITY"
                .equals(network.node("successor").getStatus().role()));
        System.out.printf("a key was rotated after %.1f s%n", (System.nanoTime() - began) / 1e9);
        Await.that(
                "authority-2 is gone with its key",
                () -> network.find("authority-2").isEmpty() && claim("authority-2-keys") == null);
        Await.that("the network goes on", () -> network.decides(1));
    }

    private void aNodeRunsWithoutTheOperator() throws Exception {
        String host = "alone-http." + Installed.SPACE + ".svc";
        Issued certificate = Identity.make(Instant.now()).server(List.of(host), Instant.now());
        cluster.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("alone-tls")
                        .withNamespace(Installed.SPACE)
                        .endMetadata()
                        .withType("kubernetes.io/tls")
                        .withStringData(Map.of("tls.crt", certificate.certificate(), "tls.key", certificate.key()))
                        .build())
                .create();
        cluster.helm(
                "install",
                "alone",
                System.getProperty("pyrsia.root") + "/charts/pyrsia-node",
                "--namespace",
                Installed.SPACE,
                "--set",
                "genesis=main-genesis,tls.secret=alone-tls,data.size=1Gi,resources.requests.cpu=50m",
                "--set",
                "peers={" + String.join(",", network.addresses()) + "}");
        Await.that("the node without the operator has caught up", () -> Integer.valueOf(1)
                .equals(cluster.client()
                        .apps()
                        .statefulSets()
                        .inNamespace(Installed.SPACE)
                        .withName("alone")
                        .get()
                        .getStatus()
                        .getReadyReplicas()));
        cluster.helm("test", "alone", "--namespace", Installed.SPACE);
        cluster.helm("uninstall", "alone", "--namespace", Installed.SPACE, "--wait");
        assertTrue(claim("keys-alone-0") != null, "the key went with the release");
    }

    private void follower(String name, String more) {
        PyrsiaNode node = Serialization.unmarshal("""
                apiVersion: pyrsia.io/v1alpha1
                kind: PyrsiaNode
                metadata: {name: %s, namespace: %s}
                spec:
                  network: {name: main}
                  resources: {cpu: 50m, memory: 512Mi}
                  %s
                """.formatted(name, Installed.SPACE, more), PyrsiaNode.class);
        cluster.client().resource(node).create();
        Await.that(
                name + " is ready",
                () -> Conditions.holds(
                        network.find(name)
                                .map(PyrsiaNode::getStatus)
                                .map(status -> status.conditions())
                                .orElse(List.of()),
                        Conditions.READY));
    }

    private String words(String name) {
        return Conditions.find(network.node(name).getStatus().conditions(), Conditions.READY)
                .map(ready -> ready.getReason() + ": " + ready.getMessage())
                .orElse("");
    }

    private PersistentVolumeClaim claim(String name) {
        return cluster.client()
                .persistentVolumeClaims()
                .inNamespace(Installed.SPACE)
                .withName(name)
                .get();
    }
}
