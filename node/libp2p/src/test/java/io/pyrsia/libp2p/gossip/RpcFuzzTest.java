package io.pyrsia.libp2p.gossip;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.base.Malformed;
import org.apache.tuweni.bytes.Bytes;

/// The decoder of Rpc against bytes that a fuzzer makes up: they are read or refused, nothing else.
///
/// The everyday run replays the seeds; with `JAZZER_FUZZ=1` it looks for new ones.
class RpcFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void decodes(byte[] bytes) {
        try {
            RpcCodec.decode(Bytes.wrap(bytes));
        } catch (Malformed e) {
            if (e.reason().isEmpty()) {
                throw new AssertionError("refused without a reason", e);
            }
        }
    }
}
