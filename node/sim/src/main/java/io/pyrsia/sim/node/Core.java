package io.pyrsia.sim.node;

import io.pyrsia.consensus.Config;
import io.pyrsia.consensus.Genesis;
import io.pyrsia.consensus.Recovered;
import io.pyrsia.consensus.Signer;
import io.pyrsia.consensus.State;

/// Starts the core of a node from what its store remembers; tests put cores with known bugs here.
@FunctionalInterface
public interface Core {

    Core REAL = State::start;

    State start(Genesis genesis, Config config, Signer signer, Recovered recovered);
}
