package io.pyrsia.client.pod;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.tuweni.bytes.Bytes;

/// Shows that something was said by one of two who share a secret.
public final class Seal {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private Seal(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /// The seal with a secret, of which spaces around it are no part.
    public static Seal of(String secret) {
        return new Seal(secret.strip().getBytes(StandardCharsets.US_ASCII));
    }

    /// The seal of something, as text.
    public String text(Bytes said) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(said.toArrayUnsafe()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    public String text(String said) {
        return text(Bytes.wrap(said.getBytes(StandardCharsets.UTF_8)));
    }

    public boolean isOn(Bytes said, String seal) {
        return MessageDigest.isEqual(
                text(said).getBytes(StandardCharsets.US_ASCII), seal.getBytes(StandardCharsets.UTF_8));
    }
}
