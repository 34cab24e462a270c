package io.pyrsia.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RefusalTest {

    @Test
    void aReasonFitsIntoABlock() {
        assertEquals("for a reason that was not said", Refusal.of("\n\t ").reason());
        String cut = Refusal.of("\ud83d\ude00".repeat(1_000)).reason();
        assertTrue(cut.getBytes(StandardCharsets.UTF_8).length <= Refusal.MAX_BYTES, cut);
        assertTrue(cut.endsWith("\ud83d\ude00…"), cut);
        assertNotEquals(cut, Refusal.of("x".repeat(512)).reason());
        assertEquals("x".repeat(512), Refusal.of("x".repeat(512)).reason());
    }

    @Test
    void aReasonIsOneLine() {
        assertEquals("first second", Refusal.of(" first\r\n\tsecond\u0007").reason());
    }
}
