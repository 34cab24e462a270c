package io.pyrsia.operator.node;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.pyrsia.base.Digest;
import io.pyrsia.crds.PyrsiaNodeSpec;
import io.pyrsia.crds.Volume;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/// The objects of Kubernetes that a node consists of, as functions of its resource alone.
final class Objects {

    /// Where the key is made, its volume may stay: so these pods keep apart as the nodes do.
    private static final String CLAIMING = "pyrsia.io/claiming-network";

    private static final KubernetesSerialization SORTED = new KubernetesSerialization(
            JsonMapper.builder()
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build(),
            false);

    private final Names names;
    private final PyrsiaNodeSpec spec;
    private final NodeSettings settings;

    Objects(Names names, PyrsiaNodeSpec spec, NodeSettings settings) {
        this.names = names;
        this.spec = spec;
        this.settings = settings;
    }

    private String image() {
        String own = spec.image();
        return own == null || own.isEmpty() ? settings.image() : own;
    }

    /// What a node needs before it has a key.
    List<HasMetadata> foundation() {
        return List.of(
                new ServiceAccountBuilder()
                        .withMetadata(names.owned(names.node()).build())
                        .withAutomountServiceAccountToken(false)
                        .build(),
                volume(names.keys(), spec.keys()),
                NetworkRules.ofClaim(names));
    }

    /// What a node needs to run, but for its stateful set.
    ///
    /// @param certificate what the node serves; empty if its resource names a secret with it
    List<HasMetadata> surroundings(List<String> peers, String certificate) {
        return List.of(
                volume(names.data(), spec.data()),
                configuration(peers, certificate),
                Services.governing(names, spec),
                Services.p2p(names, spec),
                Services.http(names, spec),
                NetworkRules.ofNode(names, spec));
    }

    /// The pod that makes the key, or finds it on a volume that was there before.
    Job claim() {
        return new JobBuilder()
                .withMetadata(names.owned(names.claimJob()).build())
                .withNewSpec()
                .withBackoffLimit(10)
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(claimLabels(names))
                .endMetadata()
                .withSpec(new PodSpecBuilder()
                        .withServiceAccountName(names.node())
                        .withAutomountServiceAccountToken(false)
                        .withEnableServiceLinks(false)
                        .withRestartPolicy("OnFailure")
                        .withSecurityContext(PodParts.podSecurity())
                        .withContainers(PodParts.claim(names, image()))
                        .withVolumes(PodParts.keysAndTemporary(names))
                        .withTopologySpreadConstraints(PodParts.apart(CLAIMING, names.network()))
                        .build())
                .endTemplate()
                .endSpec()
                .build();
    }

    /// Apart from the node's own labels, or its services and its stateful set would take this pod for the
    /// node.
    static Map<String, String> claimLabels(Names names) {
        return Map.of("pyrsia.io/claim", names.node(), CLAIMING, names.network(), Names.MANAGED_BY, Names.MANAGER);
    }

    /// Pods are replaced by the operator alone (`OnDelete`), when the network can spare one.
    StatefulSet statefulSet(String certificate) {
        ObjectMetaBuilder pod = new ObjectMetaBuilder()
                .withLabels(names.labels())
                .addToAnnotations(Names.REVISION, revision(certificate))
                .addToAnnotations("prometheus.io/scrape", "true")
                .addToAnnotations(
                        "prometheus.io/port", String.valueOf(spec.http().port()))
                .addToAnnotations("prometheus.io/scheme", "https");
        return new StatefulSetBuilder()
                .withMetadata(names.owned(names.node()).build())
                .withNewSpec()
                .withReplicas(1)
                .withServiceName(names.node())
                .withPodManagementPolicy("OrderedReady")
                .withNewUpdateStrategy()
                .withType("OnDelete")
                .endUpdateStrategy()
                .withNewSelector()
                .withMatchLabels(names.selector())
                .endSelector()
                .withNewTemplate()
                .withMetadata(pod.build())
                .withSpec(NodePod.of(names, spec, image()))
                .endTemplate()
                .endSpec()
                .build();
    }

    /// The digest of everything that a running pod does not learn by itself, the same in every process: another
    /// one would restart all nodes.
    String revision(String certificate) {
        String everything = SORTED.asJson(NodePod.of(names, spec, image()))
                + ConfigurationFile.settings(spec)
                + settings.clientCertificate()
                + certificate;
        return Digest.sha256(Bytes.wrap(everything.getBytes(StandardCharsets.UTF_8)))
                .hex()
                .substring(0, 16);
    }

    private ConfigMap configuration(List<String> peers, String certificate) {
        return new ConfigMapBuilder()
                .withMetadata(names.owned(names.configuration()).build())
                .withData(Map.of(
                        ConfigurationFile.NAME,
                        ConfigurationFile.text(spec, peers),
                        ConfigurationFile.OPERATOR_CERTIFICATE,
                        settings.clientCertificate(),
                        ConfigurationFile.CERTIFICATE,
                        certificate))
                .build();
    }

    /// A volume that nothing deletes with its node: whoever has the key is the node.
    private PersistentVolumeClaim volume(String name, Volume wanted) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(names.kept(name).build())
                .withNewSpec()
                .withAccessModes(wanted.accessMode())
                .withStorageClassName(wanted.storageClass())
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity(wanted.size())))
                .endResources()
                .endSpec()
                .build();
    }
}
