package io.pyrsia.sim.node;

import io.pyrsia.base.Malformed;
import io.pyrsia.consensus.Config;
import io.pyrsia.consensus.Genesis;
import io.pyrsia.consensus.Recovered;
import io.pyrsia.consensus.Signer;
import io.pyrsia.consensus.State;
import org.apache.tuweni.bytes.Bytes;

/// Starts the core of a node from what its store remembers, and what a node's runtime must decide beside it; tests put
/// cores and runtimes with known bugs here.
@FunctionalInterface
public interface Core {

    Core REAL = State::start;

    State start(Genesis genesis, Config config, Signer signer, Recovered recovered);

    /// Reads a store at the start of a process; one that is damaged stops it.
    default Recovered recover(Disk disk) {
        return disk.recover();
    }

    /// Whether a process ends when its disk takes nothing more.
    default boolean stopsWhenFull() {
        return true;
    }

    /// What a process understands whose software speaks a dialect.
    default Bytes read(Dialect dialect, Bytes received) throws Malformed {
        return dialect.read(received);
    }
}
