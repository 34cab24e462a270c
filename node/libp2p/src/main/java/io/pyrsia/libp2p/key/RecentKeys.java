package io.pyrsia.libp2p.key;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The keys that were checked last. Each connect says the same key three times, and its check costs as much as one of a
/// signature.
final class RecentKeys {

    private static final int MAX_KEYS = 1_024;

    /// By their encoding, the longest unused first; owned by this object's lock.
    private final Map<Bytes, PeerKey> keys = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, PeerKey> eldest) {
            return size() > MAX_KEYS;
        }
    };

    synchronized @Nullable PeerKey get(Bytes encoded) {
        return keys.get(encoded);
    }

    synchronized PeerKey keep(PeerKey key) {
        keys.put(key.encoded(), key);
        return key;
    }
}
