package io.pyrsia.libp2p.gossip;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.Fuzzing;

/// Bundles of Gossipsub.
public class RpcFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            RpcCodec.decode(bytes);
        });
    }
}
