package io.pyrsia.sim.kernel;

/// What a random number is drawn for; each has a stream of its own, so a new draw in one moves no other.
public enum Concern {
    PLAN,
    LATENCY,
    LOSS,
    DUPLICATION,
    PARTITIONS,
    PAUSES,
    CLOCKS,
    CRASHES,
    DISKS,
    LIARS,
    CLIENTS,
    MEMBERSHIP,
    UPGRADES,
    HEALING,
    HUNT,
    RECOVERY
}
