package io.pyrsia.libp2p.kad;

import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.List;

/// A peer and where it is said to be.
public record KadPeer(PeerId id, List<Multiaddr> addresses) {

    /// The most addresses that are told or believed of one peer.
    public static final int MAX_ADDRESSES = 8;

    /// Longer addresses are passed over, so that an answer of full lists stays below its limit.
    static final int MAX_ADDRESS_BYTES = 128;

    public KadPeer {
        addresses = addresses.stream()
                .filter(address -> address.toBytes().size() <= MAX_ADDRESS_BYTES)
                .limit(MAX_ADDRESSES)
                .toList();
    }
}
