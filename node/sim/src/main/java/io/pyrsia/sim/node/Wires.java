package io.pyrsia.sim.node;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Snapshot;
import java.util.function.Consumer;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A node's way to the others.
public interface Wires {

    void send(int from, NodeId to, Bytes message);

    /// Asks another node for the state that a snapshot names; `null` is the answer if nobody gives any.
    void fetchState(int asker, NodeId from, Snapshot snapshot, Consumer<@Nullable Bytes> answer);
}
