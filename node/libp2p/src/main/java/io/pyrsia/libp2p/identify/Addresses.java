package io.pyrsia.libp2p.identify;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Addresses that others wrote, of which some may be of kinds that this version does not know.
final class Addresses {

    private Addresses() {}

    static Optional<Multiaddr> read(Bytes address) {
        try {
            return Optional.of(Multiaddr.parse(address));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
