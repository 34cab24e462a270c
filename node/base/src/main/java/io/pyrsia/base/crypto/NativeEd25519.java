package io.pyrsia.base.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.util.Arrays;

/// The arithmetic of [NativeCrypto]'s library, several times as fast as what runs everywhere.
///
/// It computes R anew and compares the bytes, so R has prime order unless it is the neutral point.
final class NativeEd25519 implements Ed25519Library {

    private static final String NAME = "Ed25519";

    /// How the neutral point is written.
    private static final byte[] NEUTRAL = Arrays.copyOf(new byte[] {1}, PublicKey.BYTES);

    private final Provider provider;
    private final PortableEd25519 portable;

    NativeEd25519(Provider provider, PortableEd25519 portable) {
        this.provider = provider;
        this.portable = portable;
    }

    @Override
    public byte[] sign(PrivateKey key, byte[] text) {
        try {
            Signature signer = Signature.getInstance(NAME, provider);
            signer.initSign(key.nativeForm(provider));
            signer.update(text);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            return portable.sign(key, text); // the same bytes
        }
    }

    @Override
    public boolean verifies(PublicKey key, byte[] text, byte[] signature) {
        if (Arrays.equals(signature, 0, PublicKey.BYTES, NEUTRAL, 0, PublicKey.BYTES)) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(NAME, provider);
            verifier.initVerify(key.nativeForm(provider));
            verifier.update(text);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return portable.verifies(key, text, signature); // a failure of the library says nothing about a signature
        }
    }
}
