package io.pyrsia.libp2p.identify;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.Fuzzing;

/// Signed peer records in their envelopes.
public class PeerRecordFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            PeerRecord.open(bytes);
        });
    }
}
