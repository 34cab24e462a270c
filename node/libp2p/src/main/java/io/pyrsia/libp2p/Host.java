package io.pyrsia.libp2p;

import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.util.List;

/// A node on the network: it connects to peers, opens streams that speak a protocol, and answers theirs.
///
/// All methods may be called from any thread; those that declare [IOException] block, best on a virtual thread.
public interface Host extends AutoCloseable {

    Identity identity();

    /// Where others reach this host; without the peer id at the end.
    List<Multiaddr> addresses();

    /// What is known about other peers.
    PeerStore peers();

    /// A connection to `peer`: the one that is there, or a new one by these addresses and those that the peer
    /// store has.
    Connection connect(PeerId peer, List<Multiaddr> addresses) throws IOException;

    /// The connections that are open now.
    List<Connection> connections();

    /// Answers streams of `protocol` from the peers that `admission` lets in; to the others it looks as if it did not
    /// exist. Replaces an earlier handler.
    void serve(String protocol, Admission admission, StreamHandler handler);

    /// Stops answering; streams that are open stay.
    void withdraw(String protocol);

    /// Tells `observer` about connections from now on.
    void observe(HostObserver observer);

    /// Closes all connections and ends what the host started.
    @Override
    void close();

    /// A new stream to `peer` that speaks the first of `protocols` that the peer has, over a connection that is
    /// there or made now.
    default Stream open(PeerId peer, List<String> protocols) throws IOException {
        return connect(peer, List.of()).open(protocols);
    }
}
