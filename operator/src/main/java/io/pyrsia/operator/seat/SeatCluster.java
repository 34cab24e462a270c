package io.pyrsia.operator.seat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What builds for seats, as the API server has it.
final class SeatCluster {

    private static final PatchContext OURS = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("pyrsia-operator")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final Tekton tekton;

    SeatCluster(KubernetesClient client, Tekton tekton) {
        this.client = client;
        this.tekton = tekton;
    }

    /// The PipelineRun or the Job of a seat.
    Optional<HasMetadata> runner(SeatName name) {
        if (tekton.isThere()) {
            GenericKubernetesResource run = client.genericKubernetesResources(Tekton.API, Tekton.PIPELINE_RUN)
                    .inNamespace(name.namespace())
                    .withName(name.text())
                    .get();
            if (run != null) {
                return Optional.of(run);
            }
        }
        return Optional.ofNullable(client.batch()
                .v1()
                .jobs()
                .inNamespace(name.namespace())
                .withName(name.text())
                .get());
    }

    Run run(SeatName name, HasMetadata runner) {
        List<Pod> pods = client.pods()
                .inNamespace(name.namespace())
                .withLabel(SeatName.RUN_LABEL, name.text())
                .list()
                .getItems();
        return switch (runner) {
            case Job job -> Run.of(job, pods);
            case GenericKubernetesResource run -> Run.of(run, pods);
            default -> throw new IllegalStateException("nothing else builds: " + runner.getKind());
        };
    }

    HasMetadata start(SeatObjects objects, OwnerReference node, Duration limit) {
        HasMetadata run = tekton.isThere() ? objects.pipelineRun(node, limit) : objects.job(node, limit);
        return client.resource(run).create();
    }

    /// Removes what ended before: Tekton keeps it for ever. A Job goes by itself.
    void prune(SeatName name, Instant before) {
        if (tekton.isThere()) {
            client
                    .genericKubernetesResources(Tekton.API, Tekton.PIPELINE_RUN)
                    .inNamespace(name.namespace())
                    .withLabel(SeatName.FOR_LABEL, name.node())
                    .list()
                    .getItems()
                    .stream()
                    .filter(run -> SeatObjects.hasEnded(run, before))
                    .forEach(run -> client.resource(run).delete());
        }
    }

    void apply(HasMetadata object) {
        client.resource(object).patch(OURS);
    }
}
