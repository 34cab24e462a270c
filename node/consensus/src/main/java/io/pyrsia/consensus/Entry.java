package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What a node writes down. Entries of one batch are durable together or not at all, and batches are lost only from the
/// end: what is durable is always a prefix of what was written.
public sealed interface Entry {

    /// Written once, together with the key: a store without it belongs to a wiped node, which must not vote, because
    /// nobody knows what its key has signed. `votesFromEpoch` lets an operator start over in an epoch
    /// still to come.
    record Birth(NodeId key, long votesFromEpoch) implements Entry {}

    /// A row of the vote table, keyed by epoch, view and kind.
    record Voted(Vote vote) implements Entry {}

    /// A block that this node voted for or proposed, not yet final.
    record Candidate(Block block) implements Entry {}

    /// A certificate, keyed like a vote.
    record Certified(Certificate certificate) implements Entry {}

    /// A final block with what executing it gave; `proof` is there when it proves this very block final.
    record Committed(Block block, @Nullable FinalProof proof, AppliedBlock applied) implements Entry {}

    /// The end of an epoch; also what makes a new member's store trust its snapshot.
    record Sealed(SealProof seal) implements Entry {}

    /// Votes, candidates and certificates of this epoch up to this view, and of all epochs before, are not needed any
    /// more: the view is final, and the blocks up to it are committed.
    record Forget(long epoch, long view) implements Entry {}

    /// The application's state at a height, taken by this node; it replaces the one before.
    record Taken(Header base, AppliedBlock applied, Bytes state) implements Entry {}

    /// The application's state at a height, received from a peer and checked; everything before it is gone.
    record Installed(Snapshot snapshot, Bytes state) implements Entry {}

    /// Two conflicting votes of an authority.
    record Convicted(Evidence evidence) implements Entry {}

    /// The application's own data, written in the batch of the block that caused it; `null` removes the key.
    record Write(Bytes key, @Nullable Bytes value) implements Entry {}
}
