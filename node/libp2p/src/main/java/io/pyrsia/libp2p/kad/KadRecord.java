package io.pyrsia.libp2p.kad;

import org.apache.tuweni.bytes.Bytes;

/// A value under its key, as it is kept and sent.
public record KadRecord(Bytes key, Bytes value) {

    public static final int MAX_KEY_BYTES = 1_024;
    public static final int MAX_VALUE_BYTES = 8 * 1_024;

    /// Whether it is small enough to be kept.
    boolean fits() {
        return !key.isEmpty() && key.size() <= MAX_KEY_BYTES && value.size() <= MAX_VALUE_BYTES;
    }
}
