package io.pyrsia.operator.seat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.pyrsia.client.pod.Parcel;
import io.pyrsia.client.pod.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The objects of Kubernetes that build for one seat, as functions of it.
final class SeatObjects {

    /// How long a build that is over can be looked at.
    static final int KEPT_SECONDS = 3_600;

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private final SeatName name;
    private final String image;

    SeatObjects(SeatName name, String image) {
        this.name = name;
        this.image = image;
    }

    /// Tekton's form: the containers as steps of one task, because what they share goes with their pod.
    GenericKubernetesResource pipelineRun(OwnerReference node, Duration limit) {
        List<ObjectNode> steps = BuildPod.containers(name.text(), image).stream()
                .map(SeatObjects::step)
                .toList();
        Map<String, Object> task = Map.of("steps", steps, "volumes", BuildPod.volumes(name.text()));
        GenericKubernetesResource run = new GenericKubernetesResource();
        run.setApiVersion(Tekton.API);
        run.setKind(Tekton.PIPELINE_RUN);
        run.setMetadata(metadata(node));
        run.setAdditionalProperty(
                "spec",
                Map.of(
                        "pipelineSpec",
                        Map.of("tasks", List.of(Map.of("name", "seat", "taskSpec", task))),
                        "taskRunTemplate",
                        Map.of(
                                "podTemplate",
                                Map.of(
                                        "securityContext", BuildPod.security(),
                                        "automountServiceAccountToken", false,
                                        "enableServiceLinks", false)),
                        "timeouts",
                        Map.of("pipeline", seconds(limit) + "s")));
        return run;
    }

    /// Whether a run was over before that.
    static boolean hasEnded(GenericKubernetesResource run, Instant before) {
        return run.get("status", "completionTime") instanceof String time
                && Instant.parse(time).isBefore(before);
    }

    /// Tekton has its own word for resources, and no ports.
    private static ObjectNode step(Container container) {
        ObjectNode step = JSON.convertValue(container, ObjectNode.class);
        step.remove("ports");
        step.set("computeResources", step.remove("resources"));
        return step;
    }

    /// The same pod where there is no Tekton.
    Job job(OwnerReference node, Duration limit) {
        List<Container> containers = BuildPod.containers(name.text(), image);
        int last = containers.size() - 1;
        return new JobBuilder()
                .withMetadata(metadata(node))
                .withNewSpec()
                .withBackoffLimit(0)
                .withActiveDeadlineSeconds(seconds(limit))
                .withTtlSecondsAfterFinished(KEPT_SECONDS)
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(name.labels())
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withSecurityContext(BuildPod.security())
                .withInitContainers(containers.subList(0, last))
                .withContainers(containers.get(last))
                .withVolumes(BuildPod.volumes(name.text()))
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static long seconds(Duration limit) {
        return Math.max(1, limit.toSeconds());
    }

    /// What the pod is told, which goes when what runs it goes.
    ConfigMap task(HasMetadata run, String task, String recipe) {
        return new ConfigMapBuilder()
                .withMetadata(metadata(owner(run)))
                .withData(Map.of(Task.FILE, task, Task.RECIPE, recipe))
                .build();
    }

    Secret secret(HasMetadata run, String secret) {
        return new SecretBuilder()
                .withMetadata(metadata(owner(run)))
                .withStringData(Map.of(BuildPod.SECRET_KEY, secret))
                .build();
    }

    /// Nothing but the parcel can be reached in a build's pod.
    NetworkPolicy rules(HasMetadata run) {
        return new NetworkPolicyBuilder()
                .withMetadata(metadata(owner(run)))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(Map.of(SeatName.RUN_LABEL, name.text()))
                .endPodSelector()
                .withPolicyTypes("Ingress")
                .addNewIngress()
                .addNewPort()
                .withProtocol("TCP")
                .withNewPort(Parcel.PORT)
                .endPort()
                .endIngress()
                .endSpec()
                .build();
    }

    private ObjectMeta metadata(OwnerReference owner) {
        return new ObjectMetaBuilder()
                .withNamespace(name.namespace())
                .withName(name.text())
                .withLabels(name.labels())
                .withOwnerReferences(owner)
                .build();
    }

    static OwnerReference owner(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .build();
    }
}
