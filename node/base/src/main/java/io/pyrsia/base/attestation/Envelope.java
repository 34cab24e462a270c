package io.pyrsia.base.attestation;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/// A DSSE envelope with one Ed25519 signature. Signing is done by the node, outside of every sandbox.
public record Envelope(String payloadType, Bytes payload, String keyId, Bytes signature) {

    public static final int MAX_BYTES = 16 << 20;

    public static Envelope sign(Statement statement, PrivateKey key) {
        return sign(statement.bytes(), key);
    }

    /// Signs a statement that somebody else made.
    public static Envelope sign(Bytes payload, PrivateKey key) {
        Bytes signature = key.sign(signed(Statement.PAYLOAD_TYPE, payload));
        return new Envelope(
                Statement.PAYLOAD_TYPE, payload, key.publicKey().bytes().toUnprefixedHexString(), signature);
    }

    public static Envelope parse(Bytes json) throws Malformed {
        if (!(JsonReader.read(json, MAX_BYTES) instanceof Json.Obj envelope)) {
            throw new Malformed("an envelope is an object");
        }
        List<Json> signatures = envelope.array("signatures");
        if (signatures.size() != 1 || !(signatures.getFirst() instanceof Json.Obj signature)) {
            throw new Malformed("an envelope with other than one signature");
        }
        return new Envelope(
                envelope.text("payloadType"),
                decode(envelope.text("payload")),
                signature.text("keyid"),
                decode(signature.text("sig")));
    }

    public boolean isSignedBy(PublicKey key) {
        return key.verifies(signed(payloadType, payload), signature);
    }

    public Bytes json() {
        return CanonicalJson.bytes(Json.object(Map.of(
                "payloadType", Json.of(payloadType),
                "payload", Json.of(encode(payload)),
                "signatures",
                        Json.array(List.of(
                                Json.object(Map.of("keyid", Json.of(keyId), "sig", Json.of(encode(signature)))))))));
    }

    /// What DSSE signs: type and payload with their lengths, so that neither can run into the other.
    private static Bytes signed(String type, Bytes payload) {
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        String head = "DSSEv1 " + typeBytes.length + ' ' + type + ' ' + payload.size() + ' ';
        return Bytes.concatenate(Bytes.wrap(head.getBytes(StandardCharsets.UTF_8)), payload);
    }

    private static String encode(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.toArrayUnsafe());
    }

    private static Bytes decode(String text) throws Malformed {
        try {
            return Bytes.wrap(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new Malformed("not base64");
        }
    }
}
