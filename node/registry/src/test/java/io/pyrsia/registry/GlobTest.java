package io.pyrsia.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.trust.Trust;
import io.pyrsia.registry.Policy.Require;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Patterns, and what is written with them.
class GlobTest {

    @Test
    void starsStandForAnything() throws Exception {
        assertTrue(Glob.parse("docker.io/library/*").matches("docker.io/library/alpine"));
        assertTrue(Glob.parse("*/alpine").matches("docker.io/library/alpine"));
        assertTrue(Glob.parse("a*b*c").matches("a-b-b-c"));
        assertTrue(Glob.parse("*").matches(""));
        assertFalse(Glob.parse("a*b").matches("a-b-c"));
        assertFalse(Glob.parse("a").matches("A"));
        assertFalse(Glob.parse("a*".repeat(50) + "b").matches("a".repeat(10_000)));
        assertThrows(Malformed.class, () -> Glob.parse("a b"));
    }

    @Test
    void theFirstRuleThatMatchesHolds() throws Exception {
        Policy policy = Policy.parse("VERIFIED docker.io/library/*, any docker.io/*, trusted *");
        assertEquals(Require.VERIFIED, policy.of("docker.io/library/alpine"));
        assertEquals(Require.ANY, policy.of("docker.io/me/x"));
        assertEquals(Require.TRUSTED, policy.of("ghcr.io/me/x"));
        assertEquals(Require.ANY, Policy.parse("").of("a"));
        assertThrows(Malformed.class, () -> Policy.parse("GOOD *"));
        assertThrows(Malformed.class, () -> Policy.parse("VERIFIED"));
    }

    @Test
    void levelsAcceptWhatIsAtLeastAsGood() {
        assertTrue(Require.TRUSTED.accepts(Optional.of(Trust.VERIFIED)));
        assertFalse(Require.VERIFIED.accepts(Optional.of(Trust.TRUSTED)));
        assertFalse(Require.UNTRUSTED.accepts(Optional.empty()));
        assertFalse(Require.UNTRUSTED.accepts(Optional.of(Trust.DISPUTED)));
        assertTrue(Require.ANY.accepts(Optional.empty()));
        assertFalse(Require.ANY.accepts(Optional.of(Trust.REMOVED)));
    }

    @Test
    void upstreamsAreNamesAndAddresses() throws Exception {
        var upstreams = Upstream.parse("a=https://x/, b=http://y:1, a=https://z", Upstream.Lists.ALL, Map.of());
        assertEquals(2, upstreams.size());
        assertEquals(2, upstreams.getFirst().mirrors().size());
        assertEquals(
                "https://x", upstreams.getFirst().mirrors().getFirst().base().toString());
        for (String wrong :
                new String[] {"x", "=https://x", "a=ftp://x", "a=https://user:secret@x", "a=https://", "a b=https://x"
                }) {
            assertThrows(Malformed.class, () -> Upstream.parse(wrong, Upstream.Lists.ALL, Map.of()), wrong);
        }
        assertFalse(new Upstream.Login("me", "hidden").toString().contains("hidden"));
    }
}
