package io.pyrsia.server.ledger;

import io.pyrsia.server.consensus.ReplicaStatus;

/// Where a node stands.
///
/// @param height the last block that is final and executed here
/// @param logSize entries in the log after it
/// @param checkpointSize entries under the newest checkpoint that a quorum signed
/// @param networkHeight the highest block that enough others say they have to be believed; 0 if nobody was heard
/// lately
/// @param isCaughtUp whether others were heard lately and this node has what they have
/// @param isFetchingSnapshot whether the state of others is on its way here
/// @param waiting own submissions without a result
public record LedgerStatus(
        long height,
        long logSize,
        long checkpointSize,
        long networkHeight,
        boolean isCaughtUp,
        boolean isFetchingSnapshot,
        int waiting,
        ReplicaStatus replica) {}
