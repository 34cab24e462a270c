package io.pyrsia.libp2p.noise;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The running hash and chaining key of a handshake.
final class SymmetricState {

    private static final byte[] NAME = "Noise_XX_25519_ChaChaPoly_SHA256".getBytes(US_ASCII);
    private static final byte[] NONE = {};

    private byte[] hash = NAME.clone();
    private byte[] chainingKey = NAME.clone();
    private @Nullable CipherState cipher;

    void mixHash(byte[] data) {
        hash = Digest.sha256(Bytes.wrap(Bytes.wrap(hash), Bytes.wrap(data)))
                .value()
                .toArray();
    }

    void mixKey(byte[] input) {
        byte[] temporary = hmac(chainingKey, input);
        chainingKey = hmac(temporary, new byte[] {1});
        cipher = new CipherState(expand(temporary, chainingKey));
    }

    byte[] encryptAndHash(byte[] plaintext) {
        byte[] out = plaintext;
        if (cipher != null) {
            out = new byte[plaintext.length + CipherState.TAG_BYTES];
            cipher.encrypt(hash, plaintext, 0, plaintext.length, out, 0);
        }
        mixHash(out);
        return out;
    }

    byte[] decryptAndHash(byte[] message) throws Malformed {
        byte[] out = message;
        if (cipher != null) {
            out = new byte[Math.max(0, message.length - CipherState.TAG_BYTES)];
            cipher.decrypt(hash, message, 0, message.length, out, 0);
        }
        mixHash(message);
        return out;
    }

    /// The states for what the initiator sends and for what it receives.
    CipherState[] split() {
        byte[] temporary = hmac(chainingKey, NONE);
        byte[] first = hmac(temporary, new byte[] {1});
        return new CipherState[] {new CipherState(first), new CipherState(expand(temporary, first))};
    }

    private static byte[] expand(byte[] key, byte[] previous) {
        byte[] input = Arrays.copyOf(previous, previous.length + 1);
        input[previous.length] = 2;
        return hmac(key, input);
    }

    private static byte[] hmac(byte[] key, byte[] input) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
