package io.pyrsia.server.consensus;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Evidence;
import io.pyrsia.consensus.Snapshot;
import org.apache.tuweni.bytes.Bytes;

/// Hears what a replica comes to; the calls are short and come from the replica's own thread.
public interface ReplicaListener {

    /// A block is final and executed, and what it wrote can be read; in the order of heights. A quorum has the
    /// block and the votes that make it final on disk; what it did here follows within moments, and is done again
    /// from the block where the machine fails before that.
    void applied(Block block, AppliedBlock applied);

    /// The state of a snapshot took the place of this node's, and is durable; `applied` goes on above it.
    default void installed(Snapshot snapshot) {}

    /// What another node's application told this one's; on any thread.
    default void told(NodeId from, Bytes note) {}

    /// An authority signed two conflicting votes.
    void convicted(Evidence evidence);

    /// The replica stopped by itself and takes part no more; the sentence says why.
    void halted(String reason);
}
