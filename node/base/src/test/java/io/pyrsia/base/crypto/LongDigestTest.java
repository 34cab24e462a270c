package io.pyrsia.base.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.pyrsia.base.Digest.Algorithm;
import java.security.MessageDigest;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The digest of long content is the same by any library, in whatever parts it comes, and so is the next one.
class LongDigestTest {

    @BeforeAll
    static void load() {
        NativeCrypto.loadNow();
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameInAnyParts(Algorithm algorithm) {
        SplittableRandom random = new SplittableRandom(7);
        MessageDigest digest = algorithm.startLong();
        for (int length : new int[] {0, 1, 55, 64, 65, 127, 128, 4_096, 100_000, 1 << 20}) {
            byte[] content = new byte[length];
            random.nextBytes(content);
            for (int at = 0; at < length; ) {
                int part = Math.min(length - at, random.nextInt(1, length + 1));
                digest.update(content, at, part);
                at += part;
            }
            assertArrayEquals(algorithm.start().digest(content), digest.digest(), length + " bytes");
        }
    }
}
