package io.pyrsia.operator.node;

import io.pyrsia.crds.PyrsiaNode;
import io.pyrsia.crds.PyrsiaNodeStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Whom a node stays connected to: the others of its network in this namespace, then those that its
/// resource names.
final class Peers {

    /// More would be connections that nobody needs: everybody dials, so each pair needs one direction.
    private static final int MAX = 64;

    private Peers() {}

    static List<String> of(PyrsiaNode node, List<PyrsiaNode> members) {
        List<String> addresses = new ArrayList<>();
        members.stream()
                .filter(member -> !member.getMetadata()
                        .getName()
                        .equals(node.getMetadata().getName()))
                .sorted(Comparator.comparing(member -> member.getMetadata().getName()))
                .forEach(member -> {
                    PyrsiaNodeStatus status = member.getStatus();
                    if (status != null && status.peerId() != null && addresses.size() < MAX) {
                        addresses.add(address(member, status.peerId()));
                    }
                });
        List<String> elsewhere = node.getSpec().network().peers();
        addresses.addAll(elsewhere == null ? List.of() : elsewhere);
        return addresses;
    }

    /// By the name of the node's own service, which outlives its pods.
    static String address(PyrsiaNode member, String peerId) {
        Names names = Names.of(member);
        return "/dns4/" + names.p2p() + "." + names.namespace() + ".svc/tcp/"
                + member.getSpec().p2p().port() + "/p2p/" + peerId;
    }
}
