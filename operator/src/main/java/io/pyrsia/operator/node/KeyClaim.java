package io.pyrsia.operator.node;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import java.nio.charset.StandardCharsets;
import org.apache.tuweni.bytes.Bytes;

/// What a pod says about the key on its volume: who the node is, signed with the key itself.
///
/// `pyrsia keys claim` writes it as the container's last message, which holds nothing that is secret.
///
/// @param peerId the same key as libp2p names it
record KeyClaim(NodeId node, String peerId) {

    private static final String DOMAIN = "pyrsia/key-claim/1\0";
    private static final int MAX_BYTES = 4096;

    /// Reads a message and checks that it answers this challenge.
    static KeyClaim read(String message, String challenge) throws Malformed {
        byte[] utf8 = message.getBytes(StandardCharsets.UTF_8);
        if (!(JsonReader.read(Bytes.wrap(utf8), MAX_BYTES) instanceof Json.Obj claim)) {
            throw new Malformed("a claim is an object");
        }
        NodeId node = NodeId.parse(claim.text("node"));
        Bytes signed = Bytes.wrap((DOMAIN + challenge).getBytes(StandardCharsets.US_ASCII));
        if (!PublicKey.parse(node.key()).verifies(signed, signature(claim.text("signature")))) {
            throw new Malformed("the claim to be " + node + " is not signed with its key");
        }
        String peerId = claim.text("peer_id");
        if (!peerId.matches("[1-9A-HJ-NP-Za-km-z]{40,64}")) {
            throw new Malformed("not a peer id");
        }
        return new KeyClaim(node, peerId);
    }

    private static Bytes signature(String hex) throws Malformed {
        if (!hex.matches("[0-9a-f]{128}")) {
            throw new Malformed("a signature has 128 hexadecimal digits");
        }
        return Bytes.fromHexString(hex);
    }
}
