package io.pyrsia.libp2p;

import io.pyrsia.base.Malformed;
import java.io.EOFException;
import java.io.IOException;
import org.apache.tuweni.bytes.Bytes;

/// What all fuzz targets have in common: a decoder reads its input or refuses it with a reason; all else is a finding.
public final class Fuzzing {

    /// How long each target looks for new inputs when all are asked to; `-Djazzer.max_duration=5m` makes it longer.
    public static final String TIME = "2m";

    private Fuzzing() {}

    /// Reads what a peer sent, and throws an [AssertionError] where what it accepts is not as it should be.
    @FunctionalInterface
    public interface Decoder {
        void decode(Bytes input) throws Malformed, IOException;
    }

    public static void feed(byte[] input, Decoder decoder) {
        try {
            decoder.decode(Bytes.wrap(input));
        } catch (Malformed e) {
            require(!e.reason().isEmpty());
        } catch (EOFException | UnsupportedProtocol e) {
            // it ends too early, or proposes what nobody speaks
        } catch (IOException e) {
            throw new AssertionError("a decoder failed in an unexpected way", e);
        }
    }

    public static void require(boolean condition) {
        if (!condition) {
            throw new AssertionError("a decoder accepted what it cannot stand for");
        }
    }
}
