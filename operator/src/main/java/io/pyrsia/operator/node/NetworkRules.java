package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.pyrsia.crds.PyrsiaNodeSpec;

/// Who may reach a node's pods, and whom they may reach.
final class NetworkRules {

    private NetworkRules() {}

    /// Anybody may reach the two ports, which trust nobody; nothing else is open.
    static NetworkPolicy ofNode(Names names, PyrsiaNodeSpec spec) {
        return new NetworkPolicyBuilder()
                .withMetadata(names.owned(names.node()).build())
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(names.selector())
                .endPodSelector()
                .withPolicyTypes("Ingress")
                .addNewIngress()
                .addNewPort()
                .withProtocol("TCP")
                .withNewPort(spec.p2p().port())
                .endPort()
                .addNewPort()
                .withProtocol("TCP")
                .withNewPort(spec.http().port())
                .endPort()
                .endIngress()
                .endSpec()
                .build();
    }

    /// What makes a key talks to nobody.
    static NetworkPolicy ofClaim(Names names) {
        return new NetworkPolicyBuilder()
                .withMetadata(names.owned(names.claimJob()).build())
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(Objects.claimLabels(names))
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .endSpec()
                .build();
    }
}
