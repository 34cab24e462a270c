package io.pyrsia.libp2p.multiformats;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.Fuzzing;
import java.nio.charset.StandardCharsets;

/// Peer ids in letters: what is read is the same in bytes.
public class PeerIdTextFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            PeerId id = PeerId.parse(new String(bytes.toArray(), StandardCharsets.UTF_8));
            Fuzzing.require(PeerId.parse(id.multihash()).equals(id));
        });
    }
}
