package io.pyrsia.libp2p.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/// All decoders, one picked by the first byte; a crash is kept as a new seed. Fuzzes only where JAZZER_FUZZ
/// is set, else it runs the seeds.
class DecoderFuzzTest {

    @FuzzTest(maxDuration = "5s")
    void decodes(byte[] input) {
        if (input.length > 0) {
            Decoders[] all = Decoders.values();
            all[(input[0] & 0xff) % all.length].feed(Arrays.copyOfRange(input, 1, input.length));
        }
    }
}
