package io.pyrsia.libp2p.multiformats;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.Fuzzing;
import java.nio.charset.StandardCharsets;

/// Addresses in letters: what is read is the same in bytes.
public class MultiaddrTextFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            Multiaddr address = Multiaddr.parse(new String(bytes.toArray(), StandardCharsets.UTF_8));
            Fuzzing.require(Multiaddr.parse(address.toBytes()).equals(address));
        });
    }
}
