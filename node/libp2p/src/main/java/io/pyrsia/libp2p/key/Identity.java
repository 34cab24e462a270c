package io.pyrsia.libp2p.key;

import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/// Who this node is on the network: its Ed25519 key and the id that follows from it.
public final class Identity {

    private final PrivateKey privateKey;
    private final PeerKey key;
    private final PeerId id;

    public Identity(PrivateKey privateKey) {
        this.privateKey = privateKey;
        this.key = PeerKey.ofEd25519(privateKey.publicKey());
        this.id = PeerId.of(key);
    }

    public static Identity generate(RandomGenerator random) {
        return new Identity(PrivateKey.generate(random));
    }

    public PeerId id() {
        return id;
    }

    /// The public half.
    public PeerKey key() {
        return key;
    }

    public Bytes sign(Bytes message) {
        return privateKey.sign(message);
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
