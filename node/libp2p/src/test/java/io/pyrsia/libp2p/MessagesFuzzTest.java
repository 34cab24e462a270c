package io.pyrsia.libp2p;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Messages with their length before them: none is longer than was agreed on.
public class MessagesFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            Fuzzing.require(Messages.read(new BytesDuplex(bytes), 1_000).size() <= 1_000);
        });
    }
}
