package io.pyrsia.libp2p.kad;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.Fuzzing;

/// Messages of Kademlia.
public class KadMessageFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            KadMessage.decode(bytes);
        });
    }
}
