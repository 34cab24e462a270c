package io.pyrsia.base.crypto;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.spec.X509EncodedKeySpec;
import org.apache.tuweni.bytes.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/// An Ed25519 public key that was checked once: canonical, on the curve, and of prime order.
///
/// Small-order and mixed-order points are refused here, and non-canonical signatures by [#verifies], so that all
/// nodes accept exactly the same signatures, whichever library does the arithmetic for them.
public final class PublicKey {

    public static final int BYTES = NodeId.BYTES;
    public static final int SIGNATURE_BYTES = 64;

    /// What stands before the key in its X.509 form (RFC 8410).
    private static final Bytes X509 = Bytes.fromHexString("302a300506032b6570032100");

    private final NodeId id;
    private final Ed25519.PublicPoint point;

    /// As the native library wants it; made when it is first asked for.
    private volatile java.security.@Nullable PublicKey nativeForm;

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
        return signature.size() == SIGNATURE_BYTES
                && NativeCrypto.ed25519().verifies(this, message.toArrayUnsafe(), signature.toArrayUnsafe());
    }

    public NodeId id() {
        return id;
    }

    public Bytes bytes() {
        return id.key();
    }

    Ed25519.PublicPoint point() {
        return point;
    }

    java.security.PublicKey nativeForm(Provider provider) throws GeneralSecurityException {
        java.security.PublicKey known = nativeForm;
        if (known == null) {
            byte[] encoded = Bytes.concatenate(X509, bytes()).toArrayUnsafe();
            known = KeyFactory.getInstance("Ed25519", provider).generatePublic(new X509EncodedKeySpec(encoded));
            nativeForm = known;
        }
        return known;
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
