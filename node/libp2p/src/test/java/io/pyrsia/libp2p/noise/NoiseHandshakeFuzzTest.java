package io.pyrsia.libp2p.noise;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.BytesDuplex;
import io.pyrsia.libp2p.Fuzzing;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.transport.Wire;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// The handshake of whoever dials us.
public class NoiseHandshakeFuzzTest {

    private static final NoiseHandshake HANDSHAKE =
            new NoiseHandshake(Identity.generate(Randomness.seeded(1)), List.of("/yamux/1.0.0"), Randomness.seeded(2));

    /// Says what it was given and then nothing.
    private record BytesWire(BytesDuplex bytes) implements Wire {

        BytesWire(Bytes said) {
            this(new BytesDuplex(said));
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            bytes.write(buffer, offset, length);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> HANDSHAKE.accept(new BytesWire(bytes)));
    }
}
