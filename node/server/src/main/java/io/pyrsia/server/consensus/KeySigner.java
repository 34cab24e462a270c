package io.pyrsia.server.consensus;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.consensus.Signer;
import org.apache.tuweni.bytes.Bytes;

/// Signs votes with a key that this process holds.
public record KeySigner(PrivateKey key) implements Signer {

    @Override
    public NodeId id() {
        return key.publicKey().id();
    }

    @Override
    public Bytes sign(Bytes text) {
        return key.sign(text);
    }
}
