package io.pyrsia.log;

import io.pyrsia.base.Digest;
import java.security.DigestException;
import java.security.MessageDigest;
import org.apache.tuweni.bytes.Bytes;

/// The two hash functions of RFC 6962 with one digest and one buffer; whoever makes it is its only owner.
///
/// Millions of nodes a second are hashed when proofs are checked, so nothing is allocated for a node of [#climb].
final class Hasher {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    /// Only ever cloned: that is several times as fast as asking the providers for a new one.
    private static final MessageDigest FRESH = Digest.Algorithm.SHA256.start();

    private final MessageDigest digest = fresh();
    private final byte[] node = new byte[1 + 2 * Hash.BYTES];

    Hasher() {
        node[0] = NODE;
    }

    private static MessageDigest fresh() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the digests of the Java platform can be cloned", e);
        }
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

    /// Replaces the hash in `climbing` by that of its parent, whose other child is the sibling.
    void climb(byte[] climbing, Hash sibling, boolean isSiblingLeft) {
        sibling.write(node, isSiblingLeft ? 1 : 1 + Hash.BYTES);
        System.arraycopy(climbing, 0, node, isSiblingLeft ? 1 + Hash.BYTES : 1, Hash.BYTES);
        digestNode(climbing, 0);
    }

    /// Hashes the pair of nodes that begins at `from` in `source`, into `target` at `to`.
    void pair(byte[] source, int from, byte[] target, int to) {
        System.arraycopy(source, from, node, 1, 2 * Hash.BYTES);
        digestNode(target, to);
    }

    private void digestNode(byte[] target, int to) {
        digest.update(node);
        try {
            digest.digest(target, to, Hash.BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("a SHA-256 fits 32 bytes", e);
        }
    }
}
