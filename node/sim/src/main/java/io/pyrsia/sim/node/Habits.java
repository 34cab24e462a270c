package io.pyrsia.sim.node;

import io.pyrsia.consensus.Config;

/// How one node's runtime behaves; all of it is allowed.
///
/// @param config its time-outs
/// @param syncMicros the mean time of a synced write
/// @param checkMicros the longest time that a check of signatures takes
/// @param takesInputsWhileWriting whether it steps on while a write is under way, so that several share one sync
/// @param clockRate how fast its clock runs
/// @param transactionsPerBlock how many it takes at most
/// @param snapshotEvery how many blocks it executes between two snapshots, after which it prunes; 0 for never
/// @param storesState whether its application stores its state with every block
public record Habits(
        Config config,
        long syncMicros,
        long checkMicros,
        boolean takesInputsWhileWriting,
        double clockRate,
        int transactionsPerBlock,
        int snapshotEvery,
        boolean storesState) {}
