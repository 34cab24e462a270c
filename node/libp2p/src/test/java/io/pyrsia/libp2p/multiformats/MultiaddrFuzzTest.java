package io.pyrsia.libp2p.multiformats;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.Fuzzing;

/// Addresses in bytes: what is read is the same in both its forms.
public class MultiaddrFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            Multiaddr address = Multiaddr.parse(bytes);
            Fuzzing.require(Multiaddr.parse(address.toBytes()).equals(address));
            Fuzzing.require(Multiaddr.parse(address.toString()).equals(address));
        });
    }
}
