package io.pyrsia.ledger;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PublicKey;
import org.apache.tuweni.bytes.Bytes;

/// Says whether a signature is a node's over a message. A runtime puts its cache of parsed keys behind it.
@FunctionalInterface
public interface SignatureCheck {

    boolean isValid(NodeId author, Bytes message, Bytes signature);

    /// The strict Ed25519 rule of [PublicKey], parsing the key each time.
    static SignatureCheck ed25519() {
        return (author, message, signature) -> {
            try {
                return PublicKey.parse(author.key()).verifies(message, signature);
            } catch (Malformed e) {
                return false;
            }
        };
    }
}
