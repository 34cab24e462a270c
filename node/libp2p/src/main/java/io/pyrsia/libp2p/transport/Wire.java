package io.pyrsia.libp2p.transport;

import io.pyrsia.libp2p.Duplex;

/// A raw connection, not yet secured; one thread reads and one writes.
public interface Wire extends Duplex {

    /// Ends both directions; whoever waits for it fails with an I/O exception.
    void close();
}
