package io.pyrsia.libp2p.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The handshake against the published vectors of another implementation (cacophony).
class NoiseVectorTest {

    private static final byte[] NONE = {};

    private final Map<String, byte[]> fields = new HashMap<>();
    private final List<byte[]> payloads = new ArrayList<>();
    private final List<byte[]> ciphertexts = new ArrayList<>();

    NoiseVectorTest() throws IOException {
        try (InputStream file = NoiseVectorTest.class.getResourceAsStream("cacophony-xx.json");
                JsonParser json = new JsonFactory().createParser(file)) {
            String name = "";
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    name = json.currentName();
                } else if (token == JsonToken.VALUE_STRING && !name.equals("protocol_name")) {
                    byte[] value = HexFormat.of().parseHex(json.getText());
                    switch (name) {
                        case "payload" -> payloads.add(value);
                        case "ciphertext" -> ciphertexts.add(value);
                        default -> fields.put(name, value);
                    }
                }
            }
        }
    }

    @Test
    void bothSidesSpeakAsPublished() throws Malformed {
        HandshakeState initiator = side(true);
        HandshakeState responder = side(false);
        assertArrayEquals(ciphertexts.get(0), initiator.writeFirst(payloads.get(0)));
        assertArrayEquals(payloads.get(0), responder.readFirst(ciphertexts.get(0)));
        assertArrayEquals(ciphertexts.get(1), responder.writeSecond(payloads.get(1)));
        assertArrayEquals(payloads.get(1), initiator.readSecond(ciphertexts.get(1)));
        assertArrayEquals(ciphertexts.get(2), initiator.writeThird(payloads.get(2)));
        assertArrayEquals(payloads.get(2), responder.readThird(ciphertexts.get(2)));
        CipherState[] near = initiator.split();
        CipherState[] far = responder.split();
        assertTrue(payloads.size() == 6);
        for (int i = 3; i < payloads.size(); i++) {
            boolean fromResponder = i % 2 == 1;
            CipherState sender = fromResponder ? far[0] : near[0];
            CipherState receiver = fromResponder ? near[1] : far[1];
            byte[] payload = payloads.get(i);
            byte[] sealed = new byte[payload.length + CipherState.TAG_BYTES];
            sender.encrypt(NONE, payload, 0, payload.length, sealed, 0);
            assertArrayEquals(ciphertexts.get(i), sealed);
            byte[] opened = new byte[payload.length];
            receiver.decrypt(NONE, sealed, 0, sealed.length, opened, 0);
            assertArrayEquals(payload, opened);
        }
    }

    @Test
    void everyBitOfTheSecondMessageCounts() throws Malformed {
        byte[] message = ciphertexts.get(1);
        for (int i = 0; i < message.length; i++) {
            HandshakeState initiator = side(true);
            initiator.writeFirst(payloads.get(0));
            byte[] forged = message.clone();
            forged[i] ^= 1;
            assertThrows(Malformed.class, () -> initiator.readSecond(forged));
        }
    }

    @Test
    void shortMessagesAreRefused() {
        for (int length = 0; length < 32; length++) {
            byte[] message = new byte[length];
            assertThrows(Malformed.class, () -> side(false).readFirst(message));
        }
    }

    @Test
    void aKeyOfSmallOrderIsRefused() throws Malformed {
        HandshakeState responder = side(false);
        responder.readFirst(new byte[32]);
        assertThrows(Malformed.class, () -> responder.writeSecond(NONE));
    }

    private HandshakeState side(boolean initiator) {
        String who = initiator ? "init" : "resp";
        return new HandshakeState(
                initiator,
                new DhKey(field(who + "_static")),
                new DhKey(field(who + "_ephemeral")),
                field(who + "_prologue"));
    }

    private byte[] field(String name) {
        return Objects.requireNonNull(fields.get(name));
    }
}
