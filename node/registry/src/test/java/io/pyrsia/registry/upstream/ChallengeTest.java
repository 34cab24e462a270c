package io.pyrsia.registry.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Malformed;
import org.junit.jupiter.api.Test;

class ChallengeTest {

    @Test
    void parametersComeWithAndWithoutQuotes() throws Exception {
        Challenge challenge =
                Challenge.parse("Bearer realm=\"https://a/t?x=1,2\", service=reg ,scope=\"repository:a:pull,push\"");
        assertEquals("bearer", challenge.scheme());
        assertEquals("https://a/t?x=1,2", challenge.parameter("realm"));
        assertEquals("reg", challenge.parameter("service"));
        assertEquals("repository:a:pull,push", challenge.parameter("scope"));
        assertEquals("", challenge.parameter("nothing"));
        assertEquals("basic", Challenge.parse("Basic").scheme());
    }

    @Test
    void junkIsRefused() {
        assertThrows(Malformed.class, () -> Challenge.parse("Bearer realm"));
        assertThrows(Malformed.class, () -> Challenge.parse("Bearer realm=\"never ends"));
        assertThrows(Malformed.class, () -> Challenge.parse("Bearer realm=\"\\"));
        assertThrows(Malformed.class, () -> Challenge.parse("x".repeat(5_000)));
    }
}
