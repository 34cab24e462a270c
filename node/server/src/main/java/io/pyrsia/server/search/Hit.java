package io.pyrsia.server.search;

import io.pyrsia.ledger.search.IndexKey;
import io.pyrsia.log.InclusionProof;
import io.pyrsia.log.note.LogProof;
import io.pyrsia.log.note.SignedCheckpoint;
import org.apache.tuweni.bytes.Bytes;

/// An entry that a search found: by which row, the entry as the log has it, and the proof that the log has it.
public record Hit(IndexKey key, Bytes entry, InclusionProof proof) {

    /// The tlog-proof to check offline, under the checkpoint of the tree that the search was made in.
    public LogProof proof(SignedCheckpoint checkpoint) {
        if (checkpoint.checkpoint().size() != proof.size()) {
            throw new IllegalArgumentException("a proof in a tree of " + proof.size() + " is not under a checkpoint of "
                    + checkpoint.checkpoint().size());
        }
        return new LogProof(Bytes.EMPTY, proof.index(), proof.path(), checkpoint);
    }
}
