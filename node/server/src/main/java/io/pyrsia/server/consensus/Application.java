package io.pyrsia.server.consensus;

import io.pyrsia.consensus.StateMachine;

/// What runs on top of a replica: the state machine that all replicas run, its say before the agreement, and the way
/// its state travels.
public record Application(StateMachine machine, Gate gate, StateFetcher fetcher) {

    /// A state machine that takes every transaction and never prunes.
    public static Application of(StateMachine machine) {
        return new Application(machine, Gate.open(), StateFetcher.none());
    }
}
