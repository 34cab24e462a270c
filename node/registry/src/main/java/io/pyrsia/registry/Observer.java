package io.pyrsia.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import org.apache.tuweni.bytes.Bytes;

/// Hears what an upstream served under a name; a trusted registry's node states it to the ledger.
public interface Observer {

    /// Bytes that were seen, complete and verified.
    ///
    /// @param pieceRoot the root over their 1 MiB pieces
    /// @param url where they were seen
    /// @param isMoving whether the name may mean other bytes tomorrow
    record Seen(Purl purl, Digest sha256, long size, Bytes pieceRoot, String mediaType, String url, boolean isMoving) {}

    /// Whether this node's own word is that of a trusted registry.
    boolean isTrusted();

    /// Returns at once; what becomes of it is not the client's business.
    void seen(Seen seen);

    /// A node whose word nobody asked for.
    static Observer none() {
        return new Observer() {
            @Override
            public boolean isTrusted() {
                return false;
            }

            @Override
            public void seen(Seen seen) {
                // Nobody to tell.
            }
        };
    }
}
