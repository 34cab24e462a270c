package io.pyrsia.sim.node;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.consensus.SignatureCheck;
import io.pyrsia.consensus.Signer;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;

/// Real signatures, too slow for thousands of runs.
public final class Ed25519Keys implements Keys {

    private record KeySigner(NodeId id, PrivateKey key) implements Signer {

        @Override
        public Bytes sign(Bytes text) {
            return key.sign(text);
        }
    }

    @Override
    public Signer signer(int number) {
        try {
            PrivateKey key = PrivateKey.ofSeed(Bytes32.leftPad(Bytes.ofUnsignedInt(number + 1L)));
            return new KeySigner(key.publicKey().id(), key);
        } catch (Malformed e) {
            throw new IllegalStateException("32 bytes are a private key", e);
        }
    }

    @Override
    public boolean all(List<SignatureCheck> checks) {
        return checks.stream().allMatch(Ed25519Keys::verifies);
    }

    private static boolean verifies(SignatureCheck check) {
        try {
            return PublicKey.parse(check.signer().key()).verifies(check.text(), check.signature());
        } catch (Malformed e) {
            return false;
        }
    }
}
