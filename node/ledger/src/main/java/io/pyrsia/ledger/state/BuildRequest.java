package io.pyrsia.ledger.state;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.transaction.Recipe;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// An open build request: what is built, for whom, in which round of agreement, and who sat in the rounds before.
///
/// @param size the committee's place among [io.pyrsia.ledger.CommitteeSize]s, 0 before the first draw
/// @param audited what was voted for and published, if this is the same build by others, to see whether it holds
public record BuildRequest(
        Recipe recipe,
        NodeId requester,
        long openedMs,
        int round,
        int size,
        List<NodeId> excluded,
        @Nullable Bytes audited,
        Phase phase) {

    private static final int MAX_EXCLUDED = 1_024;

    static final Codec<BuildRequest> CODEC = Fields.codec(
            (request, out) -> {
                Recipe.CODEC.write(request.recipe, out);
                Fields.writeNode(request.requester, out);
                out.u64(request.openedMs).u8(request.round).u8(request.size);
                Fields.writeList(request.excluded, Fields.NODE, out);
                Fields.writeOptional(request.audited, Fields.HASH, out);
                Phase.CODEC.write(request.phase, out);
            },
            in -> new BuildRequest(
                    Recipe.CODEC.read(in),
                    Fields.readNode(in),
                    in.u64(),
                    in.u8(),
                    in.u8(),
                    Fields.readSorted(Fields.NODE, MAX_EXCLUDED, in),
                    Fields.readOptional(Fields.HASH, in),
                    Phase.CODEC.read(in)));

    public BuildRequest {
        excluded = List.copyOf(excluded);
    }

    public BuildRequest in(Phase next) {
        return new BuildRequest(recipe, requester, openedMs, round, size, excluded, audited, next);
    }

    public BuildRequest drawn(int newSize, Phase next) {
        return new BuildRequest(recipe, requester, openedMs, round, newSize, excluded, audited, next);
    }

    /// The next round, without those who sat in this one or before. It decides anew, also about what was audited.
    public BuildRequest nextRound(List<NodeId> sat) {
        return new BuildRequest(recipe, requester, openedMs, round + 1, size, sat, null, new Phase.AwaitingSeed());
    }

    /// The same build by others than those who sat.
    public BuildRequest audit(Bytes published, List<NodeId> sat, long nowMs) {
        return new BuildRequest(recipe, requester, nowMs, 0, size, sat, published, new Phase.AwaitingSeed());
    }
}
