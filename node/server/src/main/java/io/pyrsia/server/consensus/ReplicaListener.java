package io.pyrsia.server.consensus;

import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Evidence;

/// Hears what a replica comes to; the calls are short and come from the replica's own thread.
public interface ReplicaListener {

    /// A block is final, executed, and durable on this node; in the order of heights.
    void applied(Block block, AppliedBlock applied);

    /// An authority signed two conflicting votes.
    void convicted(Evidence evidence);

    /// The replica stopped by itself and takes part no more; the sentence says why.
    void halted(String reason);
}
