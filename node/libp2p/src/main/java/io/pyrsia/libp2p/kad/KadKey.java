package io.pyrsia.libp2p.kad;

import io.pyrsia.base.Digest;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.Comparator;
import org.apache.tuweni.bytes.Bytes;

/// A place in the 256-bit key space: the SHA-256 of a peer id or of a key; the distance of two is their XOR.
record KadKey(Bytes hash) {

    static final int BITS = 256;

    static KadKey of(Bytes key) {
        return new KadKey(Digest.sha256(key).value());
    }

    static KadKey of(PeerId peer) {
        return of(peer.multihash());
    }

    Bytes distanceTo(KadKey other) {
        return hash.xor(other.hash);
    }

    /// How many leading bits both share; 256 for equal keys.
    int commonPrefix(KadKey other) {
        return distanceTo(other).numberOfLeadingZeros();
    }

    /// Orders peers by their distance from here, the closest first.
    Comparator<PeerId> byDistance() {
        return Comparator.comparing(peer -> distanceTo(of(peer)));
    }
}
