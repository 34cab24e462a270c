package io.pyrsia.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.crds.BuildRequest;
import io.pyrsia.crds.BuildRequestStatus;
import io.pyrsia.operator.node.Conditions;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A BuildRequest, and what the cluster has of it.
record Wish(Installed cluster, String name, String purl) {

    private static final Instruction.Source SOURCE = new Instruction.Source(
            Instruction.Source.Kind.REGISTRY,
            "pypi:files/idna/idna-3.10.tar.gz",
            "sha256:12f65c9b470abda6dc35cf8e63cc574b1c52b11df2c86030af0ac09b01b13ea9");

    static boolean isByTekton(KubernetesClient client) {
        return client.supports("tekton.dev/v1", "PipelineRun");
    }

    boolean isByTekton() {
        return isByTekton(cluster.client());
    }

    /// How idna 3.10 is built.
    static String recipe() throws IOException {
        try (InputStream in = Objects.requireNonNull(Wish.class.getResourceAsStream("idna.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// @param recipe one with the source of idna 3.10
    void publish(Network network, String recipe) throws Exception {
        byte[] bytes = recipe.getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.sha256(Bytes.wrap(bytes));
        Instruction.Recipe published = new Instruction.Recipe(Purl.parse(purl), digest, SOURCE, false, List.of());
        network.ask(1, node -> {
            node.give(digest, BodyPublishers.ofByteArray(bytes));
            return node.submit(new Instruction.PublishRecipe(published));
        });
    }

    void request() {
        request("");
    }

    /// Requests it by a resource that goes so many seconds after the end.
    void request(int seconds) {
        request(", ttlSecondsAfterFinished: " + seconds);
    }

    private void request(String more) {
        cluster.client()
                .resource(Serialization.unmarshal("""
                        apiVersion: pyrsia.io/v1alpha1
                        kind: BuildRequest
                        metadata: {name: %s, namespace: %s}
                        spec: {network: main, purl: "%s"%s}
                        """.formatted(name, Installed.SPACE, purl, more), BuildRequest.class))
                .create();
    }

    @Nullable
    BuildRequestStatus status() {
        return resource().get().getStatus();
    }

    boolean isGone() {
        return resource().get() == null;
    }

    private Resource<BuildRequest> resource() {
        return cluster.client()
                .resources(BuildRequest.class)
                .inNamespace(Installed.SPACE)
                .withName(name);
    }

    void awaitEnd(Duration limit) {
        Await.that(limit, () -> "the build is over, not: " + status(), () -> {
            BuildRequestStatus status = status();
            return status != null
                    && (Conditions.holds(status.conditions(), Conditions.READY)
                            || Conditions.holds(status.conditions(), Conditions.STALLED));
        });
    }

    /// What builds for the seats, as the status names it.
    List<String> runners() {
        BuildRequestStatus status = status();
        return status == null || status.seats() == null
                ? List.of()
                : status.seats().stream()
                        .map(BuildRequestStatus.Seat::runner)
                        .filter(Objects::nonNull)
                        .toList();
    }

    List<Pod> pods() {
        List<String> names = runners().stream()
                .map(runner -> runner.substring(runner.indexOf('/') + 1))
                .toList();
        return cluster.client()
                .pods()
                .inNamespace(Installed.SPACE)
                .withLabelIn("pyrsia.io/run", names.toArray(String[]::new))
                .list()
                .getItems();
    }

    /// Ends all that builds, as people would.
    void cancel() {
        PatchContext merge = PatchContext.of(PatchType.JSON_MERGE);
        for (String runner : runners()) {
            String run = runner.substring(runner.indexOf('/') + 1);
            if (isByTekton()) {
                cluster.client()
                        .genericKubernetesResources("tekton.dev/v1", "PipelineRun")
                        .inNamespace(Installed.SPACE)
                        .withName(run)
                        .patch(merge, "{\"spec\":{\"status\":\"Cancelled\"}}");
            } else {
                cluster.client()
                        .batch()
                        .v1()
                        .jobs()
                        .inNamespace(Installed.SPACE)
                        .withName(run)
                        .patch(merge, "{\"spec\":{\"suspend\":true}}");
            }
        }
    }
}
