package io.pyrsia.consensus;

import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// A final block after the application executed it: its place, the root of the state, and the change then pending.
public record AppliedBlock(
        long height,
        Bytes32 digest,
        Bytes32 stateRoot,
        @Nullable Change change) {

    Bytes32 checkpointRoot() {
        return Checkpoint.root(height, digest, stateRoot, change);
    }
}
