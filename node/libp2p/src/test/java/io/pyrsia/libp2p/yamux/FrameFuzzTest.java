package io.pyrsia.libp2p.yamux;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.Fuzzing;

/// Frame headers of a whole session.
public class FrameFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            YamuxFrames.read(bytes);
        });
    }
}
