package io.pyrsia.swarm;

import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.List;

/// A peer that may have a blob, and where it is said to be.
public record Candidate(PeerId peer, List<Multiaddr> addresses) {

    /// Addresses that are told or believed of one peer.
    static final int MAX_ADDRESSES = 8;

    public Candidate {
        addresses = addresses.stream().limit(MAX_ADDRESSES).toList();
    }
}
