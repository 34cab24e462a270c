package io.pyrsia.e2e;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Pods that do something for a scenario: [InPod] on the node's image, which is on every machine.
final class Helpers {

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private final Installed cluster;

    Helpers(Installed cluster) {
        this.cluster = cluster;
    }

    /// Starts a pod.
    ///
    /// @param mounts of the container, as YAML's list in one line
    /// @param volumes lines of the pod's volumes
    /// @param more lines of the pod's specification
    Pod start(String space, String name, List<String> arguments, String mounts, String volumes, String... more)
            throws IOException {
        putClass(space);
        Pod pod = Serialization.unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: %s}
                spec:
                  restartPolicy: Never
                  automountServiceAccountToken: false
                  securityContext:
                    runAsNonRoot: true
                    runAsUser: 65532
                    runAsGroup: 65532
                    fsGroup: 65532
                    fsGroupChangePolicy: OnRootMismatch
                    seccompProfile: {type: RuntimeDefault}
                  containers:
                    - name: helper
                      image: %s
                      command: [/opt/pyrsia/runtime/bin/java, -Xmx64m, -XX:+UseSerialGC, -cp, /class, io.pyrsia.e2e.InPod]
                      args: [%s]
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                      volumeMounts: [{name: class, mountPath: /class/io/pyrsia/e2e}%s]
                  volumes:
                    - {name: class, configMap: {name: in-pod}}
                %s
                %s
                """.formatted(
                                name,
                                space,
                                Installed.nodeImage(),
                                String.join(", ", arguments),
                                mounts.isEmpty() ? "" : ", " + mounts,
                                volumes.indent(4).stripTrailing(),
                                String.join("\n", more).indent(2)),
                Pod.class);
        return cluster.client().resource(pod).create();
    }

    /// Waits until it has ended, and takes it away.
    ///
    /// @return what it printed
    String await(Pod pod) {
        Await.that(
                "the pod " + pod.getMetadata().getName() + " has ended",
                () -> phase(pod).filter(ENDED::contains).isPresent());
        String said = log(pod);
        boolean isDone = phase(pod).equals(Optional.of("Succeeded"));
        remove(pod);
        if (!isDone) {
            throw new AssertionError("the pod " + pod.getMetadata().getName() + " failed:\n" + said);
        }
        return said;
    }

    /// What it has printed; nothing while it does not run yet.
    String log(Pod pod) {
        return phase(pod).filter(phase -> !"Pending".equals(phase)).isEmpty()
                ? ""
                : cluster.client()
                        .pods()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .getLog();
    }

    void remove(Pod pod) {
        cluster.client().resource(pod).withGracePeriod(0).delete();
        Await.that("that pod is gone", () -> phase(pod).isEmpty());
    }

    Optional<String> phase(Pod pod) {
        return Optional.ofNullable(cluster.client().resource(pod).get())
                .map(there -> there.getStatus().getPhase());
    }

    /// Which image it runs, by digest.
    String imageId(Pod pod) {
        return cluster.client()
                .resource(pod)
                .get()
                .getStatus()
                .getContainerStatuses()
                .getFirst()
                .getImageID();
    }

    private void putClass(String space) throws IOException {
        var map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("in-pod")
                .withNamespace(space)
                .endMetadata();
        try (InputStream in = Objects.requireNonNull(Helpers.class.getResourceAsStream("InPod.class"))) {
            map.addToBinaryData("InPod.class", Base64.getEncoder().encodeToString(in.readAllBytes()));
        }
        cluster.client().resource(map.build()).serverSideApply();
    }
}
