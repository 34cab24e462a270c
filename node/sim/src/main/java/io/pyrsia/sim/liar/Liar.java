package io.pyrsia.sim.liar;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Message;
import java.util.List;

/// One way of lying: a liar runs the real core, and this stands between the core and the network.
public interface Liar {

    /// What leaves instead of the message that the core meant for `to`.
    List<Message> instead(NodeId to, Message message);

    /// What arrived; the core hears it too.
    default void heard(NodeId from, Message message) {}
}
