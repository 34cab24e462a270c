package io.pyrsia.operator.node;

import java.util.HashMap;
import java.util.Map;

/// Whose turn it is to restart, in each network: one node at a time.
///
/// What is forgotten when the operator ends is found again: a node that restarts is not up.
final class Turns {

    /// Guarded by this.
    private final Map<String, String> restarting = new HashMap<>();

    /// Takes the network's turn; the holder may take it again.
    synchronized boolean take(String network, String node) {
        return restarting.computeIfAbsent(network, key -> node).equals(node);
    }

    /// Gives the turn back, if the node has it.
    synchronized void giveBack(String network, String node) {
        restarting.remove(network, node);
    }
}
