package io.pyrsia.libp2p.key;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What came of the encodings that were checked last: peers come again and say the same, and a check costs
/// as much as one of a signature. Only what passed is kept, and only what follows from the bytes alone.
public final class Recent<T> {

    private final int limit;

    /// By their encoding, the longest unused first; owned by this object's lock.
    private final SequencedMap<Bytes, T> passed = new LinkedHashMap<>(16, 0.75f, true);

    public Recent(int limit) {
        this.limit = limit;
    }

    public synchronized @Nullable T get(Bytes encoded) {
        return passed.get(encoded);
    }

    public synchronized void keep(Bytes encoded, T result) {
        passed.put(encoded, result);
        if (passed.size() > limit) {
            passed.pollFirstEntry();
        }
    }
}
