package io.pyrsia.libp2p.noise;

import io.pyrsia.base.Malformed;
import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// An X25519 key pair.
final class DhKey {

    static final int BYTES = X25519.POINT_SIZE;

    private final byte[] secret;
    private final byte[] publicHalf = new byte[BYTES];

    DhKey(byte[] secret) {
        this.secret = secret.clone();
        X25519.generatePublicKey(secret, 0, publicHalf, 0);
    }

    static DhKey generate(RandomGenerator random) {
        byte[] secret = new byte[X25519.SCALAR_SIZE];
        random.nextBytes(secret);
        return new DhKey(secret);
    }

    byte[] publicHalf() {
        return publicHalf.clone();
    }

    byte[] agree(byte[] theirs) throws Malformed {
        byte[] shared = new byte[BYTES];
        if (!X25519.calculateAgreement(secret, 0, theirs, 0, shared, 0)) {
            throw new Malformed("a Diffie-Hellman key of small order");
        }
        return shared;
    }
}
