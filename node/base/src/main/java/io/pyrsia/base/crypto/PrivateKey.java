package io.pyrsia.base.crypto;

import io.pyrsia.base.Malformed;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/// An Ed25519 private key; it prints as nothing but its public half.
public final class PrivateKey {

    public static final int BYTES = 32;

    /// What stands before the seed in its PKCS #8 form (RFC 8410).
    private static final Bytes PKCS8 = Bytes.fromHexString("302e020100300506032b657004220420");

    private final byte[] seed;
    private final byte[] publicHalf = new byte[PublicKey.BYTES];

    /// As the native library wants it; made when it is first asked for.
    private volatile java.security.@Nullable PrivateKey nativeForm;

    private PrivateKey(byte[] seed) {
        this.seed = seed;
        Ed25519.generatePublicKey(seed, 0, publicHalf, 0);
    }

    public static PrivateKey generate(RandomGenerator random) {
        byte[] seed = new byte[BYTES];
        random.nextBytes(seed);
        return new PrivateKey(seed);
    }

    public static PrivateKey ofSeed(Bytes seed) throws Malformed {
        if (seed.size() != BYTES) {
            throw new Malformed("an Ed25519 private key has " + BYTES + " bytes, not " + seed.size());
        }
        return new PrivateKey(seed.toArray());
    }

    public Bytes sign(Bytes message) {
        return Bytes.wrap(NativeCrypto.ed25519().sign(this, message.toArrayUnsafe()));
    }

    public PublicKey publicKey() {
        try {
            return PublicKey.parse(Bytes.wrap(publicHalf));
        } catch (Malformed e) {
            throw new IllegalStateException("a generated key is valid", e);
        }
    }

    /// The secret itself, to be written to a file that only its owner can read.
    public Bytes seed() {
        return Bytes.wrap(seed.clone());
    }

    byte[] seedUnsafe() {
        return seed;
    }

    byte[] publicHalf() {
        return publicHalf;
    }

    java.security.PrivateKey nativeForm(Provider provider) throws GeneralSecurityException {
        java.security.PrivateKey known = nativeForm;
        if (known == null) {
            byte[] encoded = Bytes.concatenate(PKCS8, Bytes.wrap(seed)).toArrayUnsafe();
            known = KeyFactory.getInstance("Ed25519", provider).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            nativeForm = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "private key of " + Bytes.wrap(publicHalf).toUnprefixedHexString();
    }
}
