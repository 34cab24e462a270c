package io.pyrsia.base.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Bouncy Castle's arithmetic, which runs everywhere.
///
/// Its check multiplies the equation by a number that depends on the signature, which lets some pass whose R is not of
/// prime order. So R is looked at on its own.
final class PortableEd25519 implements Ed25519Library {

    @Override
    public byte[] sign(PrivateKey key, byte[] text) {
        byte[] signature = new byte[PublicKey.SIGNATURE_BYTES];
        Ed25519.sign(key.seedUnsafe(), 0, key.publicHalf(), 0, null, text, 0, text.length, signature, 0);
        return signature;
    }

    @Override
    public boolean verifies(PublicKey key, byte[] text, byte[] signature) {
        return Ed25519.verify(signature, 0, key.point(), text, 0, text.length)
                && Ed25519.validatePublicKeyFull(signature, 0);
    }
}
