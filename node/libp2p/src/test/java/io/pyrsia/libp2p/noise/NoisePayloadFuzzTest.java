package io.pyrsia.libp2p.noise;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.Fuzzing;

/// What a side says inside the handshake: nobody signs a key of zeros by accident.
public class NoisePayloadFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            NoisePayload.read(bytes.toArray(), new byte[32]);
            Fuzzing.require(false);
        });
    }
}
