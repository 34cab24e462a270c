package io.pyrsia.consensus;

import io.pyrsia.base.ByteWriter;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// What a node had executed at a height where claims are made: every `CHECKPOINT_INTERVAL` blocks, and at genesis.
public record Checkpoint(long height, Bytes32 root) {

    static boolean isDue(long height) {
        return height % Limits.CHECKPOINT_INTERVAL == 0;
    }

    /// One hash over all that a joiner takes over: the block, the application's state, and the pending change.
    static Bytes32 root(long height, Bytes32 block, Bytes32 stateRoot, @Nullable Change change) {
        ByteWriter text = Codec.domain("pyrsia/consensus/checkpoint/1")
                .u64(height)
                .bytes(block)
                .bytes(stateRoot);
        Change.write(change, text);
        return Codec.hash(text);
    }
}
