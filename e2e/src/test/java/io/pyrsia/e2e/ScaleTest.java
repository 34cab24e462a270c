package io.pyrsia.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pyrsia.crds.PyrsiaNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// An operator with a hundred nodes. Their pods are forbidden by a quota and their keys are invented, because no
/// small cluster has room for them; the operator makes all else, and asks all of them in vain, for builds too.
@Tag("e2e-long")
class ScaleTest {

    private static final int NODES = 100;
    private static final long MOST_BYTES = 200L << 20;
    private static final int CHANGES = 9;

    private static String name(int number) {
        return "node-" + number;
    }

    @Test
    void aHundredNodesAreLookedAfterInLittleMemory() throws Exception {
        try (Installed cluster = Installed.install()) {
            forbidPods(cluster);
            replaceTheOperator(cluster);
            for (int i = 0; i < NODES; i++) {
                create(cluster, i);
            }
            Await.that(
                    "each has its stateful set",
                    () -> cluster.client()
                                    .apps()
                                    .statefulSets()
                                    .inNamespace(Installed.SPACE)
                                    .list()
                                    .getItems()
                                    .size()
                            == NODES);
            List<Long> tookMs = new ArrayList<>();
            for (int i = 0; i < CHANGES; i++) {
                tookMs.add(change(cluster, i * 10, i + 1));
            }
            long median = tookMs.stream().sorted().skip(CHANGES / 2).findFirst().orElseThrow();
            Pod operator = cluster.operator();
            long bytes = cluster.memory(operator);
            System.out.printf(
                    "operator with %d nodes: %d MiB, a change is looked at after %d ms (median of %s), ready %d s after"
                            + " its start%n",
                    NODES, bytes >> 20, median, tookMs, readyAfter(operator).toSeconds());
            assertTrue(bytes > 0 && bytes <= MOST_BYTES, bytes + " bytes");
            assertEquals(
                    0, operator.getStatus().getContainerStatuses().getFirst().getRestartCount(), "the operator died");
        }
    }

    /// By one that looks for builds of each node too.
    private static void replaceTheOperator(Installed cluster) throws Exception {
        String before = cluster.operator().getMetadata().getUid();
        cluster.build(Map.of("pypi", "http://pypi.invalid"));
        Await.that("the operator that builds is the only one, and ready", () -> {
            List<Pod> pods = cluster.operators();
            return pods.size() == 1
                    && !pods.getFirst().getMetadata().getUid().equals(before)
                    && Readiness.getInstance().isReady(pods.getFirst());
        });
    }

    private static void forbidPods(Installed cluster) {
        cluster.client()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("no-pods")
                        .withNamespace(Installed.SPACE)
                        .endMetadata()
                        .withNewSpec()
                        .withHard(Map.of("pods", new Quantity("0")))
                        .endSpec()
                        .build())
                .create();
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("main-genesis")
                        .withNamespace(Installed.SPACE)
                        .endMetadata()
                        .addToData("genesis.json", "{}")
                        .build())
                .create();
    }

    private static void create(Installed cluster, int number) {
        cluster.client()
                .resource(Serialization.unmarshal("""
                        apiVersion: pyrsia.io/v1alpha1
                        kind: PyrsiaNode
                        metadata: {name: %s, namespace: %s}
                        spec: {network: {name: main}}
                        """.formatted(name(number), Installed.SPACE), PyrsiaNode.class))
                .create();
        cluster.client()
                .resources(PyrsiaNode.class)
                .inNamespace(Installed.SPACE)
                .withName(name(number))
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\":{\"conditions\":[],\"nodeId\":\"%064x\",\"peerId\":\"invented\"}}"
                                .formatted(number));
    }

    /// How long it takes until the status is about what the resource says now.
    private static long change(Installed cluster, int number, int gibibytes) {
        var node = cluster.client()
                .resources(PyrsiaNode.class)
                .inNamespace(Installed.SPACE)
                .withName(name(number));
        long began = System.nanoTime();
        long generation = node.patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"packages\":{\"quota\":\"" + gibibytes + " GiB\"}}}")
                .getMetadata()
                .getGeneration();
        Await.often("the change is looked at", () -> {
            PyrsiaNode now = Objects.requireNonNull(node.get());
            return now.getStatus() != null && Objects.equals(now.getStatus().observedGeneration(), generation);
        });
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    private static Duration readyAfter(Pod operator) {
        Instant started = Instant.parse(operator.getStatus()
                .getContainerStatuses()
                .getFirst()
                .getState()
                .getRunning()
                .getStartedAt());
        return operator.getStatus().getConditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .map(condition -> Duration.between(started, Instant.parse(condition.getLastTransitionTime())))
                .findFirst()
                .orElseThrow();
    }
}
