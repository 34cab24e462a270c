package io.pyrsia.libp2p.identify;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.BytesDuplex;
import io.pyrsia.libp2p.Fuzzing;
import io.pyrsia.libp2p.PeerStore;

/// What a peer says of itself: addresses and protocols stay below their limits.
public class IdentificationFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            Identification said = Identification.read(new BytesDuplex(bytes));
            Fuzzing.require(said.addresses().size() <= PeerStore.MAX_ADDRESSES);
            Fuzzing.require(said.protocols().size() <= PeerStore.MAX_PROTOCOLS);
        });
    }
}
