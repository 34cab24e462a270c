package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.pyrsia.crds.PyrsiaNode;
import java.util.Map;
import java.util.TreeMap;

/// The names and labels of a node's objects.
///
/// @param node the resource's name
/// @param network the name of its network
public record Names(String namespace, String node, String network, String uid, String apiVersion) {

    public static final String MANAGER = "pyrsia-operator";
    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String NODE_LABEL = "pyrsia.io/node";
    static final String NETWORK_LABEL = "pyrsia.io/network";
    static final String REVISION = "pyrsia.io/revision";

    public static Names of(PyrsiaNode node) {
        return new Names(
                node.getMetadata().getNamespace(),
                node.getMetadata().getName(),
                node.getSpec().network().name(),
                node.getMetadata().getUid(),
                node.getApiVersion());
    }

    /// What stands for the whole network, where one of its nodes is expected.
    Names ofNetwork() {
        return new Names(namespace, "*" + network, network, "", apiVersion);
    }

    String keys() {
        return node + "-keys";
    }

    String data() {
        return node + "-data";
    }

    String claimJob() {
        return node + "-claim";
    }

    String configuration() {
        return node + "-config";
    }

    String p2p() {
        return node + "-p2p";
    }

    String http() {
        return node + "-http";
    }

    String tls() {
        return node + "-tls";
    }

    /// The one pod of the node's stateful set.
    String pod() {
        return node + "-0";
    }

    /// Where this cluster's operator finds the node, also while it is not ready.
    String host() {
        return node + "." + namespace + ".svc";
    }

    Map<String, String> selector() {
        return Map.of(NODE_LABEL, node);
    }

    Map<String, String> labels() {
        TreeMap<String, String> labels = new TreeMap<>(selector());
        labels.put(NETWORK_LABEL, network);
        labels.put(MANAGED_BY, MANAGER);
        labels.put("app.kubernetes.io/name", "pyrsia-node");
        labels.put("app.kubernetes.io/instance", node);
        return labels;
    }

    /// The metadata of what outlives the resource.
    ObjectMetaBuilder kept(String name) {
        return new ObjectMetaBuilder().withNamespace(namespace).withName(name).withLabels(labels());
    }

    /// The metadata of what goes with the resource.
    ObjectMetaBuilder owned(String name) {
        return kept(name).withOwnerReferences(owner());
    }

    OwnerReference owner() {
        return new OwnerReferenceBuilder()
                .withApiVersion(apiVersion)
                .withKind("PyrsiaNode")
                .withName(node)
                .withUid(uid)
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
