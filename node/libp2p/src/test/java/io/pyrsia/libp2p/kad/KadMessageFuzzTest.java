package io.pyrsia.libp2p.kad;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.Fuzzing;

/// Messages of Kademlia.
class KadMessageFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            KadMessage.decode(bytes);
        });
    }
}
