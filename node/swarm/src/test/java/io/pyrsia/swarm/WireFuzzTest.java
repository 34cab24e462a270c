package io.pyrsia.swarm;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.Duplex;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/// Whatever peers send is read as a message that would be written the same way, or refused with a reason.
class WireFuzzTest {

    private static final int LEAVES = 32 * 64;

    @FuzzTest(maxDuration = "1s")
    void bothDirections(byte[] input) {
        check(input, () -> Wire.readAsking(new Bytes(input)));
        check(input, () -> Wire.readTelling(new Bytes(input), LEAVES));
    }

    private interface Decoder {
        Message read() throws IOException, Malformed;
    }

    private static void check(byte[] input, Decoder decoder) {
        try {
            Message message = decoder.read();
            byte[] written = Wire.bytes(message);
            boolean canonical = !(message instanceof Message.Holding || message instanceof Message.Choked);
            if (written.length > input.length
                    || (canonical && !Arrays.equals(written, Arrays.copyOf(input, written.length)))) {
                throw new AssertionError("read as " + message + ", which is written otherwise");
            }
        } catch (Malformed e) {
            if (e.reason().isEmpty()) {
                throw new AssertionError("refused without a reason", e);
            }
        } catch (EOFException e) {
            // The input ends inside a message.
        } catch (IOException e) {
            throw new AssertionError("bytes in memory do not fail", e);
        }
    }

    private record Bytes(ByteArrayInputStream source) implements Duplex {

        Bytes(byte[] input) {
            this(new ByteArrayInputStream(input));
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return source.read(buffer, offset, length);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            throw new UnsupportedOperationException("it is only read");
        }
    }
}
