package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.List;
import java.util.Map;

/// One budget for a network: a drain takes one node at a time, and the next when that one has caught up.
final class Disruption {

    private Disruption() {}

    /// @param nodes all nodes of the network in this namespace; the budget goes with the last of them
    static PodDisruptionBudget of(List<Names> nodes) {
        Names any = nodes.getFirst();
        return new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withNamespace(any.namespace())
                .withName(any.network() + "-network")
                .withLabels(Map.of(Names.NETWORK_LABEL, any.network(), Names.MANAGED_BY, Names.MANAGER))
                .withOwnerReferences(nodes.stream()
                        .map(node -> new OwnerReferenceBuilder(node.owner())
                                .withController(false)
                                .withBlockOwnerDeletion(false)
                                .build())
                        .toList())
                .endMetadata()
                .withNewSpec()
                .withNewMaxUnavailable(1)
                .withNewSelector()
                .withMatchLabels(Map.of(Names.NETWORK_LABEL, any.network()))
                .endSelector()
                .endSpec()
                .build();
    }
}
