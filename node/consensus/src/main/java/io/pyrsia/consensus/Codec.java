package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;

/// The pieces that several encodings share; the whole format is in `docs/internals/formats.md`.
final class Codec {

    static final int SIGNATURE_BYTES = 64;

    private Codec() {}

    /// A length-prefixed domain: no two kinds of hashed or signed text can be taken for one another.
    static ByteWriter domain(String name) {
        return new ByteWriter().bytes16(Bytes.wrap(name.getBytes(StandardCharsets.US_ASCII)));
    }

    static Bytes32 hash(ByteWriter text) {
        MessageDigest hash = Digest.Algorithm.SHA256.start();
        return Bytes32.wrap(hash.digest(text.toByteArray()));
    }

    static Bytes32 digest(ByteReader in) throws Malformed {
        return Bytes32.wrap(in.bytes(Bytes32.SIZE));
    }

    static NodeId nodeId(ByteReader in) throws Malformed {
        return new NodeId(in.bytes(NodeId.BYTES));
    }

    static Bytes signature(ByteReader in) throws Malformed {
        return in.bytes(SIGNATURE_BYTES);
    }

    static boolean flag(ByteReader in) throws Malformed {
        int value = in.u8();
        if (value > 1) {
            throw new Malformed("a flag is 0 or 1, not " + value);
        }
        return value == 1;
    }

    static String brief(Bytes32 digest) {
        return digest.slice(0, 4).toUnprefixedHexString();
    }
}
