package io.pyrsia.libp2p.protobuf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.Fuzzing;

/// Fields of any message: never more of them than were agreed on.
public class ProtobufFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            ProtobufReader reader = new ProtobufReader(bytes, 100);
            for (int fields = 0; reader.next(); ) {
                Fuzzing.require(++fields <= 100);
            }
        });
    }
}
