package io.pyrsia.libp2p;

/// Told about a host's connections, for one connection in order, on a thread of the host's; it must not block for long.
public interface HostObserver {

    default void connected(Connection connection) {}

    /// The peer said, or said anew, which protocols and addresses it has; they are in the peer store.
    default void identified(Connection connection) {}

    default void disconnected(Connection connection) {}
}
