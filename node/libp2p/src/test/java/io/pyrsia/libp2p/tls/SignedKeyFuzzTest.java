package io.pyrsia.libp2p.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.Fuzzing;

/// The extension in which a peer vouches for the key of its certificate.
public class SignedKeyFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            SignedKey.parse(bytes.toArray());
        });
    }
}
