package io.pyrsia.operator.seat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastWordsTest {

    private static String shown(String log) {
        return LastWords.shown(log).orElseThrow();
    }

    @Test
    void nothingIsShownOfNothing() {
        assertEquals(Optional.empty(), LastWords.shown(""));
        assertEquals(Optional.empty(), LastWords.shown("\n \u001b\n"));
    }

    @Test
    void noDigestIsShownInAnyUsualSpelling() {
        String hex = "946d195a0d259cbba61165e88e65941f16e9b36ea6ddb97f00452bae8b1287d3";
        String base64 = "lG0ZWg0lnLumEWXojmWUHxbps26m3bl/AEUrrosSh9M=";
        assertEquals(
                "created idna.whl, sha256=… size=70442\n…",
                shown("created idna.whl, sha256=" + hex + " size=70442\nsha256-" + base64 + "\n"));
        assertFalse(shown("SHA256 " + hex.toUpperCase(java.util.Locale.ROOT)).contains("946D"));
        assertEquals("in /build/src/dist/idna-3.10.whl", shown("in /build/src/dist/idna-3.10.whl"));
    }

    @Test
    void controlsAreNotShown() {
        assertEquals("[32m done [0m", shown("\u001b[32m done \u001b[0m\r\n"));
    }

    @Test
    void itIsShortAndTheEndOfWhatWasSaid() {
        String said = shown("line\n".repeat(1_000) + "\ud83d\ude00 ".repeat(LastWords.MAX_CHARACTERS) + "last");
        assertTrue(said.length() <= LastWords.MAX_CHARACTERS, said);
        assertTrue(said.endsWith("last"), said);
        assertFalse(Character.isLowSurrogate(said.charAt(0)), said);
    }
}
