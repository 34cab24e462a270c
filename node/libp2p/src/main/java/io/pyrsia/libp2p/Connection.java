package io.pyrsia.libp2p;

import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.util.List;

/// An authenticated connection to one peer that carries many streams.
public interface Connection {

    /// The peer's id, proven by its key.
    PeerId peer();

    PeerKey peerKey();

    Multiaddr localAddress();

    Multiaddr remoteAddress();

    /// Whether this side dialled.
    boolean outbound();

    boolean open();

    /// The number of streams that are open, of both sides.
    int streams();

    /// A new stream that speaks the first of `protocols` that the peer has; [UnsupportedProtocol] if it has none. Where
    /// the peer already said that it has it, nothing is waited for, and a refusal shows at the first read.
    Stream open(List<String> protocols) throws IOException;

    /// Ends the connection and all its streams at once.
    void close();
}
