package io.pyrsia.sim.node;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Evidence;
import io.pyrsia.consensus.Fault;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.Snapshot;
import io.pyrsia.consensus.Vote;
import java.util.List;

/// Sees what honest nodes do; `node` is the number of the node.
public interface Observer {

    /// A message arrived; nothing is checked yet.
    default void hears(int node, Message message) {}

    /// A vote of its own leaves: in a ballot, in its block or in a certificate.
    default void sends(int node, Vote vote) {}

    /// Entries are durable.
    default void persisted(int node, List<Entry> entries) {}

    /// A final block was executed.
    default void commits(int node, Block block, AppliedBlock applied) {}

    /// A state was taken over from a peer instead of executing blocks.
    default void installs(int node, Snapshot snapshot) {}

    /// The process is up again and stands at this height.
    default void restarts(int node, long height) {}

    default void blames(int node, NodeId peer, Fault fault) {}

    default void accuses(int node, Evidence evidence) {}

    /// The disk was lost with everything on it.
    default void wiped(int node) {}

    /// The node stops itself.
    default void halts(int node, String reason) {}
}
