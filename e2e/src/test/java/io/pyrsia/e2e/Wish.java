package io.pyrsia.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pyrsia.crds.BuildRequest;
import io.pyrsia.crds.BuildRequestStatus;
import io.pyrsia.operator.node.Conditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A BuildRequest, and what the cluster has of it.
record Wish(Installed cluster, BuildRequest request) {

    static boolean isByTekton(KubernetesClient client) {
        return client.supports("tekton.dev/v1", "PipelineRun");
    }

    /// Tekton, if it is there, adds containers of its own to each pod.
    static void tektonKeepsToTheRestrictedStandard(KubernetesClient client) {
        if (isByTekton(client)) {
            client.configMaps()
                    .inNamespace("tekton-pipelines")
                    .withName("feature-flags")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"set-security-context\":\"true\"}}");
        }
    }

    boolean isByTekton() {
        return isByTekton(cluster.client());
    }

    /// That idna 3.10 is built, with its recipe.
    static String idna() throws IOException {
        return Files.readString(Path.of(System.getProperty("pyrsia.root"), "docs/examples/idna.yaml"));
    }

    static Wish of(Installed cluster, String resource) {
        BuildRequest request = Serialization.unmarshal(resource, BuildRequest.class);
        request.getMetadata().setNamespace(Installed.SPACE);
        return new Wish(cluster, request);
    }

    String name() {
        return request.getMetadata().getName();
    }

    String purl() {
        return request.getSpec().purl();
    }

    void make() {
        cluster.client().resource(request).create();
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
                .withName(name());
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

    /// What the builds of its seats have printed, as its status has it.
    List<String> logs() {
        BuildRequestStatus status = status();
        return status == null || status.seats() == null
                ? List.of()
                : status.seats().stream()
                        .map(BuildRequestStatus.Seat::log)
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
