package io.pyrsia.libp2p.discovery;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.Fuzzing;

/// Packets of multicast DNS.
public class MdnsPacketFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            MdnsPacket.read(bytes);
        });
    }
}
