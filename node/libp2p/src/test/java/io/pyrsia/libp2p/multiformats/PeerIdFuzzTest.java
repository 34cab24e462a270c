package io.pyrsia.libp2p.multiformats;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.Fuzzing;

/// Peer ids in bytes: what is read is the same in both its texts.
public class PeerIdFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            PeerId id = PeerId.parse(bytes);
            Fuzzing.require(PeerId.parse(id.toString()).equals(id));
            Fuzzing.require(PeerId.parse(id.toCid()).equals(id));
        });
    }
}
