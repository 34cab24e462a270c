package io.pyrsia.server.consensus;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Fault;
import java.util.List;
import java.util.Map;

/// Where a replica stands and what it counted, as plain values for a status page or a metrics endpoint.
///
/// @param waitingMessages what peers sent and the replica has not come to
/// @param votesSeen       votes received from each authority
/// @param votesMissing    for each authority, the views that became final without having heard it
/// @param timeToFinal blocks by time from being proposed or received to being final: the count at i took less than
///                        2^i microseconds
public record ReplicaStatus(
        long epoch,
        long view,
        long finalView,
        long finalHeight,
        long appliedHeight,
        int poolTransactions,
        int waitingMessages,
        long steps,
        long messagesSent,
        long bytesSent,
        long framesLost,
        long writes,
        long blocks,
        long transactions,
        Map<NodeId, Long> votesSeen,
        Map<NodeId, Long> votesMissing,
        Map<Fault, Long> faults,
        List<Long> timeToFinal) {}
