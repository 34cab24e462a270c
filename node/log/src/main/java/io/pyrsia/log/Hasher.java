package io.pyrsia.log;

import io.pyrsia.base.Digest;
import java.security.DigestException;
import java.security.MessageDigest;
import org.apache.tuweni.bytes.Bytes;

/// The two hash functions of RFC 6962 with one digest and one buffer; whoever makes it is its only owner.
final class Hasher {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest digest = Digest.Algorithm.SHA256.start();
    private final byte[] node = new byte[1 + 2 * Hash.BYTES];

    Hasher() {
        node[0] = NODE;
    }

    Hash ofNothing() {
        return new Hash(digest.digest());
    }

    Hash leaf(Bytes entry) {
        digest.update(LEAF);
        entry.update(digest);
        return new Hash(digest.digest());
    }

    Hash node(Hash left, Hash right) {
        left.write(node, 1);
        right.write(node, 1 + Hash.BYTES);
        return new Hash(digest.digest(node));
    }

    /// Hashes the pair of nodes that begins at `from` in `source`, into `target` at `to`.
    void pair(byte[] source, int from, byte[] target, int to) {
        System.arraycopy(source, from, node, 1, 2 * Hash.BYTES);
        digest.update(node);
        try {
            digest.digest(target, to, Hash.BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("a SHA-256 fits 32 bytes", e);
        }
    }
}
