package io.pyrsia.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The volumes of one node, in hands that mean no good.
final class Volumes {

    private final Installed cluster;
    private final Network network;
    private final int number;

    Volumes(Installed cluster, Network network, int number) {
        this.cluster = cluster;
        this.network = network;
        this.number = number;
    }

    /// Keeps a copy of the data, beside it; the node is stopped meanwhile.
    void copy() throws IOException {
        whileStopped(List.of("copy", "/volume/node", "/volume/kept"));
    }

    /// Puts what is kept where the data is, and the data there.
    void swap() throws IOException {
        whileStopped(List.of("swap", "/volume/node", "/volume/kept"));
    }

    /// The operator would start the node again, so it rests too.
    private void whileStopped(List<String> arguments) throws IOException {
        cluster.restOperator(true);
        scale(0);
        Await.that("the node has stopped", () -> network.pod(number).isEmpty());
        Helpers helpers = new Helpers(cluster);
        Pod helper = helpers.start(
                Installed.SPACE,
                "volumes",
                arguments,
                "{name: data, mountPath: /volume}",
                "- {name: data, persistentVolumeClaim: {claimName: " + Network.name(number) + "-data}}");
        helpers.await(helper);
        scale(1);
        cluster.restOperator(false);
    }

    private void scale(int pods) {
        cluster.client()
                .apps()
                .statefulSets()
                .inNamespace(Installed.SPACE)
                .withName(Network.name(number))
                .scale(pods);
    }

    /// Starts a second pod on the same volumes by their place on the machine, which no storage can refuse.
    ///
    /// @return its last words
    String runTwice() {
        Pod first = network.pod(number).orElseThrow();
        cluster.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(Installed.MACHINES)
                        .addToLabels("pod-security.kubernetes.io/enforce", "privileged")
                        .endMetadata()
                        .build())
                .create();
        var client = cluster.client();
        String name = Network.name(number);
        Stream.<HasMetadata>of(
                        client.configMaps()
                                .inNamespace(Installed.SPACE)
                                .withName(name + "-config")
                                .get(),
                        client.configMaps()
                                .inNamespace(Installed.SPACE)
                                .withName("main-genesis")
                                .get(),
                        client.secrets()
                                .inNamespace(Installed.SPACE)
                                .withName(name + "-tls")
                                .get())
                .forEach(this::copyObject);
        Pod second = new PodBuilder()
                .withNewMetadata()
                .withName("second")
                .withNamespace(Installed.MACHINES)
                .endMetadata()
                .withSpec(onTheMachine(first.getSpec()))
                .build();
        client.resource(second).create();
        Await.that("the second pod has ended", () -> words().isPresent());
        return words().orElseThrow();
    }

    private Optional<String> words() {
        return Optional.ofNullable(cluster.client()
                        .pods()
                        .inNamespace(Installed.MACHINES)
                        .withName("second")
                        .get())
                .flatMap(pod -> Stream.concat(
                                pod.getStatus().getInitContainerStatuses().stream(),
                                pod.getStatus().getContainerStatuses().stream())
                        .flatMap(status -> Stream.ofNullable(status.getState().getTerminated()))
                        .filter(ended -> ended.getExitCode() != 0)
                        .map(ended -> String.valueOf(ended.getMessage()))
                        .findFirst());
    }

    private void copyObject(HasMetadata object) {
        object.setMetadata(new ObjectMetaBuilder()
                .withName(object.getMetadata().getName())
                .withNamespace(Installed.MACHINES)
                .build());
        cluster.client().resource(object).create();
    }

    private PodSpec onTheMachine(PodSpec spec) {
        return new PodSpecBuilder(spec)
                .withRestartPolicy("Never")
                .withServiceAccountName("default")
                .withServiceAccount("default")
                .withTopologySpreadConstraints(List.of())
                .withHostname(null)
                .withVolumes(spec.getVolumes().stream().map(this::byPlace).toList())
                .build();
    }

    private Volume byPlace(Volume volume) {
        if (volume.getPersistentVolumeClaim() == null) {
            return volume;
        }
        String claim = volume.getPersistentVolumeClaim().getClaimName();
        PersistentVolume there = cluster.client()
                .persistentVolumes()
                .withName(cluster.client()
                        .persistentVolumeClaims()
                        .inNamespace(Installed.SPACE)
                        .withName(claim)
                        .get()
                        .getSpec()
                        .getVolumeName())
                .get();
        var local = there.getSpec().getLocal();
        var host = there.getSpec().getHostPath();
        Assumptions.assumeTrue(local != null || host != null, "not run: volumes are no folders of their machines");
        return new VolumeBuilder()
                .withName(volume.getName())
                .withNewHostPath()
                .withPath(local != null ? local.getPath() : host.getPath())
                .endHostPath()
                .build();
    }
}
