package io.pyrsia.server.sharing;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.search.Facet;
import io.pyrsia.ledger.search.Query;
import io.pyrsia.server.ledger.LedgerNode;
import io.pyrsia.server.search.Hit;
import io.pyrsia.server.search.Search;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.blob.Descriptor;
import java.util.Optional;

/// What this node's copy of the log says of a blob's size and pieces.
public record LogDescriptors(LedgerNode ledger, Database database) {

    /// Entries about the same bytes that are looked at, the newest first.
    private static final int MAX_ENTRIES = 20;

    public Optional<Descriptor> of(Digest sha256) {
        Query query = Query.of(Facet.DIGEST, sha256.toString());
        try {
            for (Hit hit : new Search(database, ledger.view().state().log().size())
                    .page(query, Optional.empty(), MAX_ENTRIES)
                    .hits()) {
                Optional<Descriptor> said = Entry.decode(hit.entry())
                        .content()
                        .file()
                        .filter(artifact -> artifact.sha256().equals(sha256))
                        .map(artifact -> new Descriptor(sha256, artifact.size(), artifact.pieceRoot()));
                if (said.isPresent()) {
                    return said;
                }
            }
            return Optional.empty();
        } catch (Malformed e) {
            throw new IllegalStateException("an entry of the log is damaged: " + e.reason(), e);
        }
    }
}
