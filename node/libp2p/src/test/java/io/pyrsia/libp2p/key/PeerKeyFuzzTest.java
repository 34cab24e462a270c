package io.pyrsia.libp2p.key;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.Fuzzing;

/// Public keys: each has one encoding and takes no signature that was made up.
public class PeerKeyFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            PeerKey key = PeerKey.parse(bytes);
            Fuzzing.require(key.encoded().equals(bytes));
            Fuzzing.require(!key.verifies(bytes, bytes));
        });
    }
}
