package io.pyrsia.operator.seat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.pyrsia.client.pod.Parcel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The containers of a build, to be run one after the other in one pod that keeps to the restricted standard.
///
/// No container has a token of the cluster or of a node. What the fetch container wrote, the build's can only read;
/// the secret that seals the result is in the last one alone, when nothing of the build runs any more.
final class BuildPod {

    static final List<String> STEPS = List.of("fetch", "build", "collect");
    static final String SECRET_KEY = "secret";

    private static final String PROGRAM = "/opt/pyrsia/bin/pyrsia-builder";
    /// The account that builds have everywhere, because archives tell it.
    private static final long USER = 1_000;

    /// The volumes of a build, by where they are.
    private static final Map<String, String> VOLUMES = Map.of(
            "disk", "/build",
            "toolchains", "/toolchain",
            "recorder", "/recorder",
            "inputs", "/pyrsia/inputs",
            "built", "/pyrsia/built",
            "parcel", "/pyrsia/parcel",
            "tmp", "/tmp");

    private BuildPod() {}

    static PodSecurityContext security() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withFsGroup(USER)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    static List<Container> containers(String run, String image) {
        return List.of(
                container("fetch", image)
                        .withVolumeMounts(mounts(List.of("disk", "toolchains", "recorder", "inputs", "tmp"), List.of()))
                        .build(),
                container("build", image)
                        .withVolumeMounts(mounts(List.of("disk", "built", "tmp"), List.of("toolchains", "inputs")))
                        .build(),
                container("collect", image)
                        .withEnv(new EnvVarBuilder()
                                .withName("PYRSIA_PARCEL_SECRET")
                                .withNewValueFrom()
                                .withNewSecretKeyRef(SECRET_KEY, run, false)
                                .endValueFrom()
                                .build())
                        .withVolumeMounts(
                                mounts(List.of("parcel", "tmp"), List.of("disk", "toolchains", "inputs", "built")))
                        .build());
    }

    private static ContainerBuilder container(String step, String image) {
        ContainerBuilder container = new ContainerBuilder()
                .withName(step)
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .withCommand(PROGRAM)
                .withArgs(step)
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withNewResources()
                .withRequests(Map.of("cpu", new Quantity("50m"), "memory", new Quantity("256Mi")))
                .withLimits(Map.of("memory", new Quantity("4Gi")))
                .endResources();
        return step.equals("collect")
                ? container
                        .addNewPort()
                        .withContainerPort(Parcel.PORT)
                        .withProtocol("TCP")
                        .endPort()
                : container;
    }

    private static List<VolumeMount> mounts(List<String> written, List<String> read) {
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(mount("task", "/pyrsia/task", true));
        written.forEach(volume -> mounts.add(mount(volume, path(volume), false)));
        read.forEach(volume -> mounts.add(mount(volume, path(volume), true)));
        return mounts;
    }

    private static String path(String volume) {
        return Objects.requireNonNull(VOLUMES.get(volume));
    }

    private static VolumeMount mount(String volume, String path, boolean isRead) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(isRead)
                .build();
    }

    static List<Volume> volumes(String run) {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(new VolumeBuilder()
                .withName("task")
                .withNewConfigMap()
                .withName(run)
                .endConfigMap()
                .build());
        VOLUMES.keySet().stream()
                .sorted()
                .forEach(name -> volumes.add(new VolumeBuilder()
                        .withName(name)
                        .withNewEmptyDir()
                        .withSizeLimit(new Quantity("4Gi"))
                        .endEmptyDir()
                        .build()));
        return volumes;
    }
}
