package io.pyrsia.consensus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a store remembers when a node starts.
///
/// @param last the header of the last committed block, `null` before the first
/// @param applied what executing that block gave
/// @param checkpoints executed checkpoints that the chain may still claim, oldest first
public record Recovered(
        Entry.@Nullable Birth birth,
        List<Vote> votes,
        List<Block> candidates,
        List<Certificate> certificates,
        @Nullable Header last,
        @Nullable AppliedBlock applied,
        List<Checkpoint> checkpoints,
        List<SealProof> seals) {

    public Recovered {
        votes = List.copyOf(votes);
        candidates = List.copyOf(candidates);
        certificates = List.copyOf(certificates);
        checkpoints = List.copyOf(checkpoints);
        seals = List.copyOf(seals);
    }
}
