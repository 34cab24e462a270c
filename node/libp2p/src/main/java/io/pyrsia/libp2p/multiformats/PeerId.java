package io.pyrsia.libp2p.multiformats;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.key.PeerKey;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// A peer's name: the multihash of its public key, which is the key itself where that is short enough.
public record PeerId(Bytes multihash) implements Comparable<PeerId> {

    /// The longest encoded key that is its own multihash.
    public static final int INLINE_BYTES = 42;

    private static final int IDENTITY = 0x00;
    private static final int SHA2_256 = 0x12;
    private static final int CID_VERSION = 1;
    private static final int LIBP2P_KEY = 0x72;
    private static final int MAX_TEXT = 128;

    /// The id in a multihash's bytes.
    public static PeerId parse(Bytes multihash) throws Malformed {
        ByteReader reader = new ByteReader(multihash);
        long function = reader.varint();
        Bytes value = reader.bytesVarint(INLINE_BYTES);
        reader.end();
        if (function == SHA2_256 ? value.size() != 32 : function != IDENTITY) {
            throw new Malformed("a peer id is an identity or a SHA-256 multihash");
        }
        return new PeerId(multihash.copy());
    }

    /// The id in its text: base58, or a CID in base32 or base58.
    public static PeerId parse(String text) throws Malformed {
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            throw new Malformed("a peer id has 1 to " + MAX_TEXT + " characters");
        }
        if (text.startsWith("1") || text.startsWith("Qm")) {
            return parse(Base58.decode(text));
        }
        return switch (text.charAt(0)) {
            case 'b' -> parseCid(Base32.decode(text.substring(1)));
            case 'z' -> parseCid(Base58.decode(text.substring(1)));
            default -> throw new Malformed("a peer id starts with 1, Qm, b or z");
        };
    }

    public static PeerId of(PeerKey key) {
        Bytes encoded = key.encoded();
        boolean inline = encoded.size() <= INLINE_BYTES;
        Bytes hash = inline ? encoded : Digest.sha256(encoded).value();
        return new PeerId(new ByteWriter()
                .varint(inline ? IDENTITY : SHA2_256)
                .bytesVarint(hash)
                .toBytes());
    }

    /// The key, where the id holds it.
    public Optional<PeerKey> key() {
        if (multihash.get(0) != IDENTITY) {
            return Optional.empty();
        }
        try {
            return Optional.of(PeerKey.parse(multihash.slice(2)));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    /// The id as a CID, version 1, in base32.
    public String toCid() {
        return "b"
                + Base32.encode(new ByteWriter()
                        .varint(CID_VERSION)
                        .varint(LIBP2P_KEY)
                        .bytes(multihash)
                        .toBytes());
    }

    @Override
    public int compareTo(PeerId other) {
        return multihash.compareTo(other.multihash);
    }

    @Override
    public String toString() {
        return Base58.encode(multihash);
    }

    private static PeerId parseCid(Bytes cid) throws Malformed {
        ByteReader reader = new ByteReader(cid);
        if (reader.varint() != CID_VERSION || reader.varint() != LIBP2P_KEY) {
            throw new Malformed("a CID that names no peer");
        }
        return parse(reader.bytes(reader.remaining()));
    }
}
