package io.pyrsia.sim.node;

import io.pyrsia.base.Malformed;
import org.apache.tuweni.bytes.Bytes;

/// The version of the message format that a node's software writes and reads, as an upgrade would change it.
///
/// The new format of the simulation is the old one behind a marker byte; old software cannot read it.
public enum Dialect {
    /// Reads and writes the old format.
    OLD,
    /// The first half of an upgrade: writes the old format and reads both.
    READS_BOTH,
    /// The second half, once nobody is left with old software: writes the new format and reads both.
    WRITES_NEW;

    private static final byte MARKER = (byte) 0xe2;

    Bytes write(Bytes message) {
        return this == WRITES_NEW ? Bytes.concatenate(Bytes.of(MARKER), message) : message;
    }

    public Bytes read(Bytes received) throws Malformed {
        if (received.isEmpty() || received.get(0) != MARKER) {
            return received;
        }
        if (this == OLD) {
            throw new Malformed("a message in a format of the future");
        }
        return received.slice(1);
    }
}
