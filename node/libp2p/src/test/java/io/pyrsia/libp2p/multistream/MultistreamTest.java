package io.pyrsia.libp2p.multistream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.BytesDuplex;
import io.pyrsia.libp2p.UnsupportedProtocol;
import java.io.EOFException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class MultistreamTest {

    private static final String HEADER = "/multistream/1.0.0";

    @Test
    void proposesUntilOneIsTaken() throws Exception {
        BytesDuplex peer = new BytesDuplex(lines(HEADER, "na", "/b"));
        assertEquals("/b", Multistream.propose(peer, List.of("/a", "/b", "/c")));
        assertEquals(lines(HEADER, "/a", "/b"), peer.heard());
    }

    @Test
    void answersUntilOneIsServed() throws Exception {
        BytesDuplex peer = new BytesDuplex(lines(HEADER, "/a", "/b"));
        assertEquals(Optional.of("/b"), Multistream.answer(peer, "/b"::equals));
        assertEquals(lines(HEADER, "na", "/b"), peer.heard());
    }

    @Test
    void aPeerThatTakesNothingIsUnsupported() {
        BytesDuplex peer = new BytesDuplex(lines(HEADER, "na"));
        assertThrows(UnsupportedProtocol.class, () -> Multistream.propose(peer, List.of("/a")));
    }

    @Test
    void otherAnswersAreRefused() {
        assertThrows(Malformed.class, () -> propose(lines(HEADER, "/b")));
        assertThrows(Malformed.class, () -> propose(lines("/multistream/2.0.0", "/a")));
        assertThrows(Malformed.class, () -> propose(Bytes.of(3, 'a', 'b', 'c')));
        assertThrows(Malformed.class, () -> propose(Bytes.of(0)));
        assertThrows(EOFException.class, () -> propose(Bytes.EMPTY));
    }

    @Test
    void oversizeMessagesAreRefused() {
        Bytes giant = new ByteWriter().varint(Multistream.MAX_MESSAGE + 1).toBytes();
        assertThrows(Malformed.class, () -> propose(giant));
        assertThrows(Malformed.class, () -> propose(Bytes.fromHexString("ffffffff0f")));
    }

    @Test
    void endlessProposalsAreRefused() {
        String[] proposals = Collections.nCopies(100, "/x").toArray(String[]::new);
        BytesDuplex peer = new BytesDuplex(Bytes.concatenate(lines(HEADER), lines(proposals)));
        assertThrows(Malformed.class, () -> Multistream.answer(peer, protocol -> false));
    }

    private static void propose(Bytes said) throws Exception {
        Multistream.propose(new BytesDuplex(said), List.of("/a"));
    }

    private static Bytes lines(String... lines) {
        ByteWriter writer = new ByteWriter();
        for (String line : lines) {
            writer.bytesVarint(Bytes.wrap((line + "\n").getBytes(UTF_8)));
        }
        return writer.toBytes();
    }
}
