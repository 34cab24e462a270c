package io.pyrsia.log;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.apache.tuweni.bytes.Bytes;

/// The same for whatever a coverage-guided fuzzer finds; without `JAZZER_FUZZ` it runs over the kept inputs.
class DecoderFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void decodersTakeAnyBytes(byte[] input) {
        DecoderTest.checkAll(Bytes.wrap(input));
    }
}
