package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.Map;

/// What the pods of a node have in common: they keep to the restricted pod security standard.
final class PodParts {

    static final String KEYS = "keys";
    static final String TEMPORARY = "tmp";
    static final String CLAIM_CONTAINER = "claim";

    private static final long USER = 65_532;
    private static final String MESSAGE = "/dev/termination-log";

    private PodParts() {}

    /// Files that a node keeps to itself must stay so: the group is set when a volume is new and not at
    /// each start, which would open the key to the group.
    static PodSecurityContext podSecurity() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withFsGroup(USER)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    static SecurityContext containerSecurity() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    /// Makes the key if there is none, and says whose it is.
    static Container claim(Names names, String image) {
        return new ContainerBuilder()
                .withName(CLAIM_CONTAINER)
                .withImage(image)
                .withArgs(
                        "keys",
                        "claim",
                        "--data",
                        "/tmp/claim",
                        "--key",
                        ConfigurationFile.KEY,
                        "--challenge",
                        names.uid(),
                        "--report",
                        MESSAGE)
                .withTerminationMessagePath(MESSAGE)
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withSecurityContext(containerSecurity())
                .withResources(resources("50m", "128Mi"))
                .withVolumeMounts(mount(KEYS, ConfigurationFile.KEYS_FOLDER), mount(TEMPORARY, "/tmp"))
                .build();
    }

    static ResourceRequirements resources(String cpu, String memory) {
        return new ResourceRequirementsBuilder()
                .withRequests(Map.of("cpu", new Quantity(cpu), "memory", new Quantity(memory)))
                .withLimits(Map.of("memory", new Quantity(memory)))
                .build();
    }

    /// Pods with this label share a machine only if there are not enough.
    static TopologySpreadConstraint apart(String label, String value) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey("kubernetes.io/hostname")
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(Map.of(label, value))
                .endLabelSelector()
                .build();
    }

    static VolumeMount mount(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }

    static VolumeMount readOnly(String volume, String path) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(true)
                .build();
    }

    static Volume claimed(String volume, String claim) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewPersistentVolumeClaim(claim, false)
                .build();
    }

    static Volume configMap(String volume, String name) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewConfigMap()
                .withName(name)
                .endConfigMap()
                .build();
    }

    static List<Volume> keysAndTemporary(Names names) {
        return List.of(
                claimed(KEYS, names.keys()),
                new VolumeBuilder()
                        .withName(TEMPORARY)
                        .withNewEmptyDir()
                        .withSizeLimit(new Quantity("64Mi"))
                        .endEmptyDir()
                        .build());
    }
}
