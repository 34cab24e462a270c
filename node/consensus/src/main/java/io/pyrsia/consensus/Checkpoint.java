package io.pyrsia.consensus;

import io.pyrsia.base.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// What a node had executed at a height where claims are made: every `CHECKPOINT_INTERVAL` blocks, and at genesis.
public record Checkpoint(long height, Bytes32 root) {

    /// What a store gives as [Recovered#checkpoints]: the roots at the heights that the chain may still claim.
    ///
    /// @param last the header of the last committed block
    /// @param appliedAt what executing a height gave, `null` where it is pruned
    public static List<Checkpoint> open(Header last, LongFunction<@Nullable AppliedBlock> appliedAt) {
        List<Checkpoint> open = new ArrayList<>();
        for (long at = last.executedHeight(); at <= last.height(); at += Limits.CHECKPOINT_INTERVAL) {
            AppliedBlock applied = at == 0 ? null : appliedAt.apply(at);
            if (applied != null) {
                open.add(new Checkpoint(at, applied.checkpointRoot()));
            }
        }
        return open;
    }

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
