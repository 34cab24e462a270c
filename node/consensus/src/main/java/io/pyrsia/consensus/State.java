package io.pyrsia.consensus;

/// Everything that one node knows about the agreement.
public final class State {

    private State() {}
}
