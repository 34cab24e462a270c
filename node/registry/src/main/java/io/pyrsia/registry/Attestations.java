package io.pyrsia.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.entry.Artifact;
import java.util.List;

/// What nodes have stated of published files, in signed envelopes that are blobs.
public interface Attestations {

    /// One envelope (DSSE) whose signature was checked, and whose bytes are in the blob store.
    ///
    /// @param file what it is about, as the log has it
    /// @param predicateType what kind of statement it is, in the words of in-toto
    /// @param size the envelope's length
    /// @param index the log's entry that it follows from
    record Attestation(Artifact file, String predicateType, NodeId signer, Digest envelope, long size, long index) {}

    /// Those about a file that this node has or can get, none if the log does not name the file.
    List<Attestation> about(Digest file);

    /// Nothing is stated of anything.
    static Attestations none() {
        return file -> List.of();
    }
}
