package io.pyrsia.builder.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.attestation.Envelope;
import io.pyrsia.base.attestation.Statement;
import io.pyrsia.base.crypto.PublicKey;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    @Test
    void whatWasSignedIsRead() throws Malformed {
        for (Statement statement : new Statement[] {Samples.provenance(), Samples.verification()}) {
            Envelope signed = Envelope.sign(statement, Samples.key(1));
            Envelope read = Envelope.parse(signed.json());
            assertEquals(signed, read);
            assertTrue(read.isSignedBy(Samples.key(1).publicKey()));
            assertFalse(read.isSignedBy(Samples.key(2).publicKey()));
        }
    }

    @Test
    void aChangeAnywhereIsSeen() throws Malformed {
        Envelope signed = Envelope.sign(Samples.provenance(), Samples.key(1));
        PublicKey key = Samples.key(1).publicKey();
        for (int i = 0; i < signed.payload().size(); i++) {
            byte[] changed = signed.payload().toArray();
            changed[i] ^= 1;
            Envelope tampered =
                    new Envelope(signed.payloadType(), Bytes.wrap(changed), signed.keyId(), signed.signature());
            assertFalse(tampered.isSignedBy(key), "byte " + i);
        }
        assertFalse(new Envelope("text/plain", signed.payload(), signed.keyId(), signed.signature()).isSignedBy(key));
    }

    /// A verdict that failed claims no level.
    @Test
    void theStatementSaysWhatWasBuilt() throws Malformed {
        String provenance = text(Samples.provenance());
        assertTrue(provenance.contains("\"digest\":{\"sha256\":\"" + Samples.OUTPUT.hex() + "\"}"), provenance);
        assertTrue(provenance.contains("\"startedOn\":\"2026-01-01T12:00:00Z\""), provenance);
        assertTrue(text(Samples.verification()).contains("\"verifiedLevels\":[\"SLSA_BUILD_LEVEL_1\"]"));
    }

    private static String text(Statement statement) {
        return new String(statement.bytes().toArrayUnsafe(), StandardCharsets.UTF_8);
    }

    @Property(tries = 300)
    void anythingIsReadOrRefused(@ForAll byte[] bytes) {
        assertThrows(Malformed.class, () -> Envelope.parse(Bytes.wrap(bytes)));
    }
}
