package io.pyrsia.libp2p.identify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.protobuf.ProtobufReader;
import io.pyrsia.libp2p.protobuf.ProtobufWriter;
import org.apache.tuweni.bytes.Bytes;

/// A payload that a peer signed for one purpose; the signature was checked when it was read.
public record SignedEnvelope(PeerKey key, Bytes payloadType, Bytes payload) {

    /// The longest envelope that is read.
    public static final int MAX_BYTES = 8_192;

    private static final int MAX_FIELDS = 8;
    private static final int MAX_TYPE = 64;
    private static final int MAX_SIGNATURE = 1_024;

    public static Bytes seal(Identity identity, String domain, Bytes payloadType, Bytes payload) {
        return new ProtobufWriter()
                .bytes(1, identity.key().encoded())
                .bytes(2, payloadType)
                .bytes(3, payload)
                .bytes(5, identity.sign(signed(domain, payloadType, payload)))
                .toBytes();
    }

    /// Reads an envelope and checks its signature for `domain`.
    public static SignedEnvelope open(Bytes envelope, String domain) throws Malformed {
        if (envelope.size() > MAX_BYTES) {
            throw new Malformed("an envelope has at most " + MAX_BYTES + " bytes");
        }
        Bytes key = Bytes.EMPTY;
        Bytes type = Bytes.EMPTY;
        Bytes payload = Bytes.EMPTY;
        Bytes signature = Bytes.EMPTY;
        ProtobufReader reader = new ProtobufReader(envelope, MAX_FIELDS);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> key = reader.bytes(PeerKey.MAX_BYTES);
                case 2 -> type = reader.bytes(MAX_TYPE);
                case 3 -> payload = reader.bytes(MAX_BYTES);
                case 5 -> signature = reader.bytes(MAX_SIGNATURE);
                default -> {
                    // not ours
                }
            }
        }
        PeerKey signer = PeerKey.parse(key);
        if (!signer.verifies(signed(domain, type, payload), signature)) {
            throw new Malformed("an envelope is not signed by its key for " + domain);
        }
        return new SignedEnvelope(signer, type, payload);
    }

    private static Bytes signed(String domain, Bytes type, Bytes payload) {
        return new ByteWriter()
                .bytesVarint(Bytes.wrap(domain.getBytes(UTF_8)))
                .bytesVarint(type)
                .bytesVarint(payload)
                .toBytes();
    }
}
