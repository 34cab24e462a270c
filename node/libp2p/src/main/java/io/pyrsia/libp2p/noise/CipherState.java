package io.pyrsia.libp2p.noise;

import io.pyrsia.base.Malformed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// ChaCha20-Poly1305 under one key with a nonce that counts up; used by one thread in one direction.
final class CipherState {

    static final int TAG_BYTES = 16;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] nonceBytes = new byte[12];
    private final ByteBuffer nonce = ByteBuffer.wrap(nonceBytes).order(ByteOrder.LITTLE_ENDIAN);

    /// Owned by the thread that uses this state.
    private long counter;

    CipherState(byte[] key) {
        try {
            this.cipher = Cipher.getInstance("ChaCha20-Poly1305");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has ChaCha20-Poly1305", e);
        }
        this.key = new SecretKeySpec(key, 0, 32, "ChaCha20");
    }

    /// Encrypts into `out` and returns the length with the tag.
    int encrypt(byte[] associated, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
        try {
            start(Cipher.ENCRYPT_MODE, associated);
            return cipher.doFinal(in, inOffset, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption does not fail", e);
        }
    }

    /// Decrypts into `out` and returns the length without the tag.
    int decrypt(byte[] associated, byte[] in, int inOffset, int length, byte[] out, int outOffset) throws Malformed {
        if (length < TAG_BYTES) {
            throw new Malformed("an encrypted message is shorter than its tag");
        }
        try {
            start(Cipher.DECRYPT_MODE, associated);
            return cipher.doFinal(in, inOffset, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new Malformed("a message does not decrypt");
        }
    }

    private void start(int mode, byte[] associated) throws GeneralSecurityException {
        if (counter < 0) {
            throw new IllegalStateException("a key has been used 2^63 times");
        }
        nonce.putLong(4, counter++);
        cipher.init(mode, key, new IvParameterSpec(nonceBytes));
        if (associated.length > 0) {
            cipher.updateAAD(associated);
        }
    }
}
