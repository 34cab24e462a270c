package io.pyrsia.base.crypto;

import io.pyrsia.base.Malformed;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// An Ed25519 private key; it prints as nothing but its public half.
public final class PrivateKey {

    public static final int BYTES = 32;

    private final byte[] seed;
    private final byte[] publicHalf = new byte[PublicKey.BYTES];

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
        byte[] signature = new byte[PublicKey.SIGNATURE_BYTES];
        byte[] text = message.toArrayUnsafe();
        Ed25519.sign(seed, 0, publicHalf, 0, null, text, 0, text.length, signature, 0);
        return Bytes.wrap(signature);
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

    @Override
    public String toString() {
        return "private key of " + Bytes.wrap(publicHalf).toUnprefixedHexString();
    }
}
