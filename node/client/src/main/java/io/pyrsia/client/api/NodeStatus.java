package io.pyrsia.client.api;

import io.pyrsia.base.NodeId;
import io.pyrsia.client.json.About;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who a node is and where it stands.
@About("Who a node is and where it stands.")
public record NodeStatus(
        NodeId node,
        @About("The same key as libp2p names it.") String peerId,
        String network,
        Role role,
        String version,
        Instant startedAt,

        @About("The node's clock, so that a client can see how far it is off.")
        Instant now,

        @About("Whether the node has caught up with its network.")
        boolean ready,

        @About("What the node is waiting for, if it is not ready.") @Nullable
        String waitingFor,

        int peers,

        @About("The last block that is final, executed and on this node's disk.")
        long height,

        @About("The last block that is known to be final.") long finalHeight,
        long epoch,
        long view,
        @About("Entries in the log.") long logSize,

        @About("The log's root hash, as checkpoints have it; missing while the log is empty.") @Nullable
        String logRoot,

        int waitingTransactions,

        @About("What is wrong with the node's clock, as far as its network's blocks tell.") @Nullable
        String clockProblem) {

    /// What a node does for its network.
    public enum Role {
        /// It votes.
        AUTHORITY,
        /// It follows, serves, and may build.
        REGULAR
    }
}
