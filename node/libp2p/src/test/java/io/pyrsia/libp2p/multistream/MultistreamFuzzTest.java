package io.pyrsia.libp2p.multistream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.BytesDuplex;
import io.pyrsia.libp2p.Fuzzing;
import java.util.List;

/// Both sides of the agreement on a protocol.
public class MultistreamFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            Multistream.answer(new BytesDuplex(bytes), "/noise"::equals);
            Multistream.propose(new BytesDuplex(bytes), List.of("/noise", "/tls/1.0.0"));
        });
    }
}
