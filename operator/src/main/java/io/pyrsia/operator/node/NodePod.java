package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.pyrsia.crds.PyrsiaNodeSpec;
import java.util.ArrayList;
import java.util.List;

/// The pod of a node: it shows its key, then it runs.
final class NodePod {

    /// A node closes its store before it ends.
    private static final long GRACE_SECONDS = 60;

    private static final String DATA = "data";
    private static final String CONFIGURATION = "config";
    private static final String GENESIS = "genesis";
    private static final String TLS = "tls";

    private NodePod() {}

    static PodSpec of(Names names, PyrsiaNodeSpec spec, String image) {
        return new PodSpecBuilder()
                .withServiceAccountName(names.node())
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withSecurityContext(PodParts.podSecurity())
                .withInitContainers(PodParts.claim(names, image))
                .withContainers(node(spec, image))
                .withVolumes(volumes(names, spec))
                .withTopologySpreadConstraints(PodParts.apart(Names.NETWORK_LABEL, names.network()))
                .build();
    }

    private static Container node(PyrsiaNodeSpec spec, String image) {
        int http = spec.http().port();
        return new ContainerBuilder()
                .withName("node")
                .withImage(image)
                .withArgs("--config", ConfigurationFile.FOLDER + "/" + ConfigurationFile.NAME)
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withSecurityContext(PodParts.containerSecurity())
                .withResources(PodParts.resources(
                        spec.resources().cpu(), spec.resources().memory()))
                .addNewPort()
                .withName("p2p")
                .withContainerPort(spec.p2p().port())
                .endPort()
                .addNewPort()
                .withName("https")
                .withContainerPort(http)
                .endPort()
                .withStartupProbe(probe("/health/live", http, 2, 150))
                .withLivenessProbe(probe("/health/live", http, 10, 6))
                .withReadinessProbe(probe("/health/ready", http, 2, 3))
                .withVolumeMounts(
                        PodParts.mount(DATA, ConfigurationFile.DATA_FOLDER),
                        PodParts.mount(PodParts.KEYS, ConfigurationFile.KEYS_FOLDER),
                        PodParts.mount(PodParts.TEMPORARY, "/tmp"),
                        PodParts.readOnly(CONFIGURATION, ConfigurationFile.FOLDER),
                        PodParts.readOnly(GENESIS, ConfigurationFile.GENESIS_FOLDER),
                        PodParts.readOnly(TLS, ConfigurationFile.TLS_FOLDER))
                .build();
    }

    private static List<Volume> volumes(Names names, PyrsiaNodeSpec spec) {
        List<Volume> volumes = new ArrayList<>(PodParts.keysAndTemporary(names));
        volumes.add(PodParts.claimed(DATA, names.data()));
        volumes.add(PodParts.configMap(CONFIGURATION, names.configuration()));
        volumes.add(PodParts.configMap(GENESIS, spec.network().genesisConfigMap()));
        String secret = spec.http().tlsSecret() == null
                ? names.tls()
                : String.valueOf(spec.http().tlsSecret());
        volumes.add(new VolumeBuilder()
                .withName(TLS)
                .withNewSecret()
                .withSecretName(secret)
                .withDefaultMode(0440)
                .endSecret()
                .build());
        return volumes;
    }

    private static Probe probe(String path, int port, int periodSeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withNewPort(port)
                .withScheme("HTTPS")
                .endHttpGet()
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(5)
                .withFailureThreshold(failures)
                .build();
    }
}
