package io.pyrsia.server.consensus;

import io.pyrsia.consensus.Config;
import io.pyrsia.consensus.Genesis;
import io.pyrsia.consensus.Signer;
import org.jspecify.annotations.Nullable;

/// Who a replica is, in which network, and how it keeps time.
///
/// @param signer this node's key; null for a node that only follows
/// @param snapshotInterval heights between snapshots of the application's state
/// @param signatureThreads platform threads that check signatures
public record ReplicaSettings(
        Genesis genesis, Config config, @Nullable Signer signer, long snapshotInterval, int signatureThreads) {}
