package io.pyrsia.libp2p.kad;

import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Peers for tests, the same ones for the same seed.
final class Peers {

    private static final Bytes ED25519_PREFIX = Bytes.fromHexString("0x002408011220");

    private Peers() {}

    /// Ids of Ed25519 keys that nobody has.
    static List<PeerId> ids(long seed, int count) {
        var random = Randomness.seeded(seed);
        List<PeerId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            ids.add(new PeerId(Bytes.concatenate(ED25519_PREFIX, Bytes.wrap(key))));
        }
        return ids;
    }

    static KadPeer at(PeerId id, String address) {
        return new KadPeer(id, List.of(Multiaddr.of(address)));
    }
}
