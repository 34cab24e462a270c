package io.pyrsia.base.crypto;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import org.apache.tuweni.bytes.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/// An Ed25519 public key that was checked once: canonical, on the curve, and of prime order.
///
/// Small-order and mixed-order points are refused here, and non-canonical signatures by [#verifies], so that all
/// nodes accept exactly the same signatures.
public final class PublicKey {

    public static final int BYTES = NodeId.BYTES;
    public static final int SIGNATURE_BYTES = 64;

    private final NodeId id;
    private final Ed25519.PublicPoint point;

    private PublicKey(NodeId id, Ed25519.PublicPoint point) {
        this.id = id;
        this.point = point;
    }

    public static PublicKey parse(Bytes key) throws Malformed {
        if (key.size() != BYTES) {
            throw new Malformed("an Ed25519 key has " + BYTES + " bytes, not " + key.size());
        }
        Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(key.toArrayUnsafe(), 0);
        if (point == null) {
            throw new Malformed("not an Ed25519 key: no point of prime order");
        }
        return new PublicKey(new NodeId(key), point);
    }

    /// Whether `signature` is this key's signature over `message`; false for anything else, whatever it is.
    public boolean verifies(Bytes message, Bytes signature) {
        byte[] text = message.toArrayUnsafe();
        return signature.size() == SIGNATURE_BYTES
                && Ed25519.verify(signature.toArrayUnsafe(), 0, point, text, 0, text.length);
    }

    public NodeId id() {
        return id;
    }

    public Bytes bytes() {
        return id.key();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PublicKey key && id.equals(key.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
