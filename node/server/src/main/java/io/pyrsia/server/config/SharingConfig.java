package io.pyrsia.server.config;

import io.pyrsia.base.ByteSize;
import io.pyrsia.base.Malformed;
import io.pyrsia.swarm.SwarmSettings;

/// What a node gives to its peers and takes from them, and how fast it looks for rot.
///
/// @param scrubBytesPerSecond 0 is never
public record SharingConfig(SwarmSettings swarm, long scrubBytesPerSecond) {

    private static final int MAX_SLOTS = 1_000;

    static SharingConfig of(Told told) throws Malformed {
        SwarmSettings standard = SwarmSettings.standard();
        return new SharingConfig(
                new SwarmSettings(
                        bytes(told, Setting.SWARM_UPLOAD),
                        bytes(told, Setting.SWARM_UPLOAD_PER_PEER),
                        bytes(told, Setting.SWARM_DOWNLOAD),
                        bytes(told, Setting.SWARM_DOWNLOAD_PER_PEER),
                        slots(told),
                        standard.peersPerBlob(),
                        standard.patience()),
                bytes(told, Setting.REGISTRY_SCRUB));
    }

    private static long bytes(Told told, Setting setting) throws Malformed {
        Told.Value value = told.get(setting);
        try {
            return ByteSize.parse(value.text()).bytes();
        } catch (Malformed e) {
            throw new Malformed(value.place() + ": " + e.reason());
        }
    }

    private static int slots(Told told) throws Malformed {
        Told.Value value = told.get(Setting.SWARM_UPLOAD_SLOTS);
        try {
            int slots = Integer.parseInt(value.text());
            if (slots >= 0 && slots <= MAX_SLOTS) {
                return slots;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is too large.
        }
        throw new Malformed(value.place() + ": upload slots are a number up to " + MAX_SLOTS + ", not " + value.text());
    }
}
