package io.pyrsia.operator.node;

import io.pyrsia.client.api.Authorities;
import io.pyrsia.crds.PyrsiaNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Why a node's key may not be deleted yet.
final class Farewell {

    private Farewell() {}

    /// Nothing if the key may go: it never was, the whole network of this namespace goes, or the network
    /// says that it does not vote.
    ///
    /// @param others the nodes of the network that stay
    static Optional<String> objection(PyrsiaNode node, List<PyrsiaNode> others, Supplier<NetworkView> view) {
        String nodeId = node.getStatus() == null ? null : node.getStatus().nodeId();
        if (nodeId == null || others.isEmpty()) {
            return Optional.empty();
        }
        Optional<Authorities> authorities = view.get().authorities();
        if (authorities.isEmpty()) {
            return Optional.of("nobody can say whether the network counts on this key: its volumes stay until a node of"
                    + " the network answers, or until spec.deletion is RETAIN");
        }
        boolean votes = authorities.get().members().stream()
                .anyMatch(member -> member.node().toString().equals(nodeId));
        return votes
                ? Optional.of("this key votes: remove it from the authorities first, or say RETAIN in spec.deletion")
                : Optional.empty();
    }
}
