package io.pyrsia.libp2p.key;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.protobuf.ProtobufReader;
import io.pyrsia.libp2p.protobuf.ProtobufWriter;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A peer's public key of any of the four kinds; it can only check signatures.
public final class PeerKey {

    /// The kinds of keys, with their numbers on the wire.
    public enum Kind {
        RSA(0),
        ED25519(1),
        SECP256K1(2),
        ECDSA(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /// The longest encoded key: RSA with 8,192 bits and room for its frame.
    public static final int MAX_BYTES = 1_200;

    private static final int MAX_FIELDS = 2;

    /// Each connect says the same key three times.
    private static final Recent<PeerKey> RECENT = new Recent<>(1_024);

    private final Kind kind;
    private final Bytes data;
    private final SignatureCheck check;

    PeerKey(Kind kind, Bytes data) throws Malformed {
        this.kind = kind;
        this.data = data.copy();
        this.check = switch (kind) {
            case RSA -> Signatures.rsa(data);
            case ED25519 -> Signatures.ed25519(data);
            case SECP256K1 -> Signatures.secp256k1(data);
            case ECDSA -> Signatures.ecdsa(data);
        };
    }

    /// The key in its Protocol Buffers encoding.
    public static PeerKey parse(Bytes encoded) throws Malformed {
        PeerKey known = RECENT.get(encoded);
        if (known == null) {
            known = check(encoded);
            RECENT.keep(known.encoded(), known);
        }
        return known;
    }

    private static PeerKey check(Bytes encoded) throws Malformed {
        if (encoded.size() > MAX_BYTES) {
            throw new Malformed("a public key has at most " + MAX_BYTES + " bytes");
        }
        ProtobufReader reader = new ProtobufReader(encoded, MAX_FIELDS);
        Kind kind = null;
        Bytes data = null;
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> kind = kind(reader.number());
                case 2 -> data = reader.bytes(MAX_BYTES);
                default -> throw new Malformed("a public key has only two fields");
            }
        }
        if (kind == null || data == null) {
            throw new Malformed("a public key without its kind or data");
        }
        PeerKey key = new PeerKey(kind, data);
        if (!key.encoded().equals(encoded)) {
            throw new Malformed("a public key that is not in its one encoding");
        }
        return key;
    }

    public static PeerKey ofEd25519(io.pyrsia.base.crypto.PublicKey key) {
        try {
            return new PeerKey(Kind.ED25519, key.bytes());
        } catch (Malformed e) {
            throw new IllegalStateException("a checked key is valid", e);
        }
    }

    public Kind kind() {
        return kind;
    }

    /// The key's own bytes, as its kind encodes them.
    public Bytes data() {
        return data;
    }

    /// The one deterministic encoding, which the peer id is made from.
    public Bytes encoded() {
        return new ProtobufWriter().number(1, kind.number).bytes(2, data).toBytes();
    }

    /// Whether `signature` is this key's over `message`; false for anything else, whatever it is.
    public boolean verifies(Bytes message, Bytes signature) {
        return check.verifies(message, signature);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PeerKey key && kind == key.kind && data.equals(key.data);
    }

    @Override
    public int hashCode() {
        return data.hashCode();
    }

    @Override
    public String toString() {
        return kind + ":" + data.toUnprefixedHexString();
    }

    private static Kind kind(long number) throws Malformed {
        for (Kind kind : Kind.values()) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new Malformed("key type " + number + " is unknown");
    }
}
