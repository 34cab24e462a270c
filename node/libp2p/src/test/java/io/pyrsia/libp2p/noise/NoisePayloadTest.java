package io.pyrsia.libp2p.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.key.Identity;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a side says of itself counts for one Noise key, however often it was heard.
class NoisePayloadTest {

    private static final List<String> MUXERS = List.of("/yamux/1.0.0");

    private final Identity identity = Identity.generate(Randomness.seeded(1));
    private final byte[] noiseKey = DhKey.generate(Randomness.seeded(2)).publicHalf();
    private final byte[] payload = NoisePayload.write(identity, noiseKey, MUXERS);

    @Test
    void whatPassedIsRemembered() throws Malformed {
        NoisePayload read = NoisePayload.read(payload, noiseKey);
        assertEquals(identity.key(), read.key());
        assertEquals(MUXERS, read.muxers());
        assertSame(read, NoisePayload.read(payload, noiseKey));
    }

    @Test
    void anotherNoiseKeyMayNotSayIt() throws Malformed {
        NoisePayload.read(payload, noiseKey);
        byte[] other = DhKey.generate(Randomness.seeded(3)).publicHalf();
        assertThrows(Malformed.class, () -> NoisePayload.read(payload, other));
        assertThrows(Malformed.class, () -> NoisePayload.read(payload, other)); // nor the second time
    }
}
