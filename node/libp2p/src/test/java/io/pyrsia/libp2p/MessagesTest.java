package io.pyrsia.libp2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Malformed;
import java.io.EOFException;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

    @Test
    void readsWhatItWrites() throws Exception {
        Bytes message = Bytes.wrap(new byte[300]);
        BytesDuplex out = new BytesDuplex(Bytes.EMPTY);
        Messages.write(out, message);
        BytesDuplex in = new BytesDuplex(out.heard());
        assertEquals(message, Messages.read(in, 300));
        assertEquals(Optional.empty(), Messages.next(in, 300));
    }

    /// Lengths that are too large, however they are written; nothing may be allocated for them.
    @ParameterizedTest
    @ValueSource(
            strings = {"ffffffff07", "ffffffffffffffff7f", "ffffffffffffffffffffffffff", "8001", "65", "8000", "808000"
            })
    void refusesGiantAndCrookedLengths(String hex) {
        assertThrows(Malformed.class, () -> Messages.read(new BytesDuplex(Bytes.fromHexString(hex)), 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "0a00"})
    void anEarlyEndIsAnError(String hex) {
        assertThrows(EOFException.class, () -> Messages.read(new BytesDuplex(Bytes.fromHexString(hex)), 100));
    }
}
