package io.pyrsia.base.crypto;

/// Who does the arithmetic of Ed25519. All make the same signatures and accept the same ones: those with
/// `S * B = R + k * A`, S below the group order, and R the one encoding of a point of prime order.
sealed interface Ed25519Library permits NativeEd25519, PortableEd25519 {

    byte[] sign(PrivateKey key, byte[] text);

    /// Whether the signature, which has the right length, is the key's.
    boolean verifies(PublicKey key, byte[] text, byte[] signature);
}
