package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pyrsia.operator.tls.Identity;
import io.pyrsia.operator.tls.Issued;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the reconciler of nodes reads from and writes to the API server.
final class Cluster {

    private static final System.Logger LOG = System.getLogger(Cluster.class.getName());
    private static final int CONFLICT = 409;
    private static final PatchContext OURS = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(Names.MANAGER)
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final Identity identity;

    Cluster(KubernetesClient client, Identity identity) {
        this.client = client;
        this.identity = identity;
    }

    void apply(HasMetadata object) {
        client.resource(object).patch(OURS);
    }

    Optional<Service> p2p(Names names) {
        return Optional.ofNullable(client.services()
                .inNamespace(names.namespace())
                .withName(names.p2p())
                .get());
    }

    Optional<PodFacts> pod(Names names) {
        return Optional.ofNullable(client.pods()
                        .inNamespace(names.namespace())
                        .withName(names.pod())
                        .get())
                .map(PodFacts::of);
    }

    /// The pods that were started to claim the key.
    List<PodFacts> claimants(Names names) {
        return client
                .pods()
                .inNamespace(names.namespace())
                .withLabels(Objects.claimLabels(names))
                .list()
                .getItems()
                .stream()
                .map(PodFacts::of)
                .toList();
    }

    void endClaim(Names names) {
        client.batch()
                .v1()
                .jobs()
                .inNamespace(names.namespace())
                .withName(names.claimJob())
                .delete();
    }

    void restart(Names names) {
        client.pods().inNamespace(names.namespace()).withName(names.pod()).delete();
    }

    void stop(Names names) {
        client.apps()
                .statefulSets()
                .inNamespace(names.namespace())
                .withName(names.node())
                .delete();
    }

    Optional<String> genesis(String namespace, String configMap) {
        return Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(configMap)
                        .get())
                .map(ConfigMap::getData)
                .flatMap(data -> Stream.ofNullable(data.get(Founding.FILE)).findFirst());
    }

    /// Writes a genesis once: whoever comes second finds the first one's.
    void begin(Names names, String configMap, String genesis) {
        ConfigMap written = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(names.namespace())
                .withName(configMap)
                .withLabels(Map.of(Names.NETWORK_LABEL, names.network(), Names.MANAGED_BY, Names.MANAGER))
                .endMetadata()
                .withImmutable(true)
                .withData(Map.of(Founding.FILE, genesis))
                .build();
        try {
            client.resource(written).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
        }
    }

    Optional<String> volumeUid(Names names) {
        return Optional.ofNullable(client.persistentVolumeClaims()
                        .inNamespace(names.namespace())
                        .withName(names.data())
                        .get())
                .map(volume -> volume.getMetadata().getUid());
    }

    List<String> volumes(Names names) {
        return Stream.of(names.keys(), names.data())
                .filter(name -> volume(names, name) != null)
                .toList();
    }

    void deleteVolumes(Names names) {
        Stream.of(names.keys(), names.data()).forEach(name -> client.persistentVolumeClaims()
                .inNamespace(names.namespace())
                .withName(name)
                .delete());
    }

    private PersistentVolumeClaim volume(Names names, String name) {
        return client.persistentVolumeClaims()
                .inNamespace(names.namespace())
                .withName(name)
                .get();
    }

    /// The node's certificate: the one that it has, or a new one if there is none or it ends soon.
    ///
    /// What is served is remembered in the configuration, so that the operator need not be allowed to read
    /// secrets.
    String certify(Names names, Instant now) {
        String served = configuration(names).getOrDefault(ConfigurationFile.CERTIFICATE, "");
        if (!identity.isStale(served, now)) {
            return served;
        }
        Issued issued = identity.server(
                Stream.of(names.node(), names.http())
                        .flatMap(name -> Stream.of(
                                name,
                                name + "." + names.namespace(),
                                name + "." + names.namespace() + ".svc",
                                name + "." + names.namespace() + ".svc.cluster.local"))
                        .toList(),
                now);
        apply(new SecretBuilder()
                .withMetadata(names.owned(names.tls()).build())
                .withType("kubernetes.io/tls")
                .withData(Map.of(
                        "tls.crt", base64(issued.certificate()),
                        "tls.key", base64(issued.key()),
                        "ca.crt", base64(identity.authority().certificate())))
                .build());
        return issued.certificate();
    }

    private Map<String, String> configuration(Names names) {
        ConfigMap there = client.configMaps()
                .inNamespace(names.namespace())
                .withName(names.configuration())
                .get();
        return there == null || there.getData() == null ? Map.of() : there.getData();
    }

    /// Says what happened to whoever looks; where nobody can be told, as in a namespace that ends, it goes on.
    void say(Names names, String reason, String message) {
        String now = Instant.now().toString();
        Event event = new EventBuilder()
                .withNewMetadata()
                .withNamespace(names.namespace())
                .withGenerateName(names.node() + "-")
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(names.apiVersion())
                .withKind("PyrsiaNode")
                .withNamespace(names.namespace())
                .withName(names.node())
                .withUid(names.uid())
                .endInvolvedObject()
                .withType("Normal")
                .withReason(reason)
                .withMessage(message)
                .withNewSource()
                .withComponent(Names.MANAGER)
                .endSource()
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .build();
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.log(System.Logger.Level.INFO, "{0}: {1} (no event: {2})", names.node(), message, e.getMessage());
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
