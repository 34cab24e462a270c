package io.pyrsia.server.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.consensus.Config;
import io.pyrsia.server.recovery.RecoveryDocument;
import java.util.List;

/// How a node takes part in a network.
///
/// @param key the node's key, the same as its host's; it votes where it is an authority and its store was born with
/// it
/// @param upstream nodes to follow besides the authorities; their addresses are in the host's peer store
/// @param recoveries the recovery documents that the node's operator has accepted
/// @param timing what consensus waits for
/// @param snapshotInterval blocks between snapshots, a multiple of 16; blocks before the last one are pruned
/// @param signatureThreads platform threads that check consensus' signatures
public record LedgerSettings(
        GenesisDocument genesis,
        PrivateKey key,
        List<NodeId> upstream,
        List<RecoveryDocument> recoveries,
        Config timing,
        long snapshotInterval,
        int signatureThreads) {

    public static final long SNAPSHOT_INTERVAL = 4_096;

    public LedgerSettings {
        upstream = List.copyOf(upstream);
        recoveries = List.copyOf(recoveries);
    }

    /// The usual times and intervals.
    public static LedgerSettings of(GenesisDocument genesis, PrivateKey key, List<NodeId> upstream) {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new LedgerSettings(genesis, key, upstream, List.of(), Config.DEFAULT, SNAPSHOT_INTERVAL, threads);
    }

    /// The same on a node whose operator accepted these.
    public LedgerSettings accepting(List<RecoveryDocument> accepted) {
        return new LedgerSettings(genesis, key, upstream, accepted, timing, snapshotInterval, signatureThreads);
    }

    /// What consensus starts from on this node.
    io.pyrsia.consensus.Genesis consensus() {
        return genesis.consensus()
                .accepting(recoveries.stream().map(RecoveryDocument::block).toList());
    }
}
