package io.pyrsia.consensus;

import org.apache.tuweni.bytes.Bytes32;

/// A block to build on, by what its child must say of it; `sealed` when it or an ancestor that is not final ends the
/// epoch.
record Tip(long view, long height, Bytes32 digest, long executedHeight, Bytes32 executedRoot, boolean sealed) {

    static Tip of(Header header, Bytes32 digest, boolean sealed) {
        return new Tip(header.view(), header.height(), digest, header.executedHeight(), header.executedRoot(), sealed);
    }

    /// The final block that an epoch starts from, whatever view it had.
    Tip asBase() {
        return new Tip(0, height, digest, executedHeight, executedRoot, false);
    }
}
