package io.pyrsia.server.recovery;

import io.pyrsia.base.Hex;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// A recovery document with the signatures that it has so far: the file that goes from operator to operator.
public record SignedRecovery(RecoveryDocument document, SortedMap<NodeId, Bytes> signatures) {

    public static final int MAX_BYTES = 128 << 10;

    public SignedRecovery {
        signatures = Collections.unmodifiableSortedMap(new TreeMap<>(signatures));
    }

    public static SignedRecovery unsigned(RecoveryDocument document) {
        return new SignedRecovery(document, new TreeMap<>());
    }

    /// Reads a file; a signature that is not its survivor's is refused.
    public static SignedRecovery read(Bytes utf8) throws Malformed {
        if (!(JsonReader.read(utf8, MAX_BYTES) instanceof Json.Obj members)
                || members.members().size() != 2) {
            throw new Malformed("a recovery file is an object with 'document' and 'signatures'");
        }
        RecoveryDocument document = RecoveryJson.read(CanonicalJson.bytes(members.object("document")));
        TreeMap<NodeId, Bytes> signatures = new TreeMap<>();
        for (Map.Entry<String, Json> signature :
                members.object("signatures").members().entrySet()) {
            NodeId node = NodeId.parse(signature.getKey());
            if (!(signature.getValue() instanceof Json.Text text)
                    || !document.survivors().contains(node)
                    || !PublicKey.parse(node.key())
                            .verifies(document.signedText(), Hex.decode(text.value(), PublicKey.SIGNATURE_BYTES))) {
                throw new Malformed("the recovery file has a signature that is not one of " + node);
            }
            signatures.put(node, Hex.decode(text.value(), PublicKey.SIGNATURE_BYTES));
        }
        return new SignedRecovery(document, signatures);
    }

    public Bytes write() {
        TreeMap<String, Json> signed = new TreeMap<>();
        signatures.forEach(
                (node, signature) -> signed.put(node.toString(), Json.of(signature.toUnprefixedHexString())));
        return CanonicalJson.bytes(
                Json.object(Map.of("document", RecoveryJson.json(document), "signatures", Json.object(signed))));
    }

    /// The same file with a survivor's signature.
    public SignedRecovery sign(PrivateKey key) throws Malformed {
        NodeId node = key.publicKey().id();
        if (!document.survivors().contains(node)) {
            throw new Malformed("node " + node + " is not among the survivors that the recovery names");
        }
        TreeMap<NodeId, Bytes> signed = new TreeMap<>(signatures);
        signed.put(node, key.sign(document.signedText()));
        return new SignedRecovery(document, signed);
    }

    /// The survivors who have not signed.
    public List<NodeId> missing() {
        List<NodeId> missing = new ArrayList<>(document.survivors());
        missing.removeAll(signatures.keySet());
        return missing;
    }
}
