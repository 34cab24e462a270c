package io.pyrsia.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.storage.blob.BlobReader;
import java.io.IOException;
import java.util.Optional;

/// Other nodes that may have the bytes; asked before any upstream.
public interface Peers {

    /// A reader of the blob as it arrives from them in the blob store, its size known; empty if nobody has it or nobody
    /// says so soon. Callers who want the same blob share one transfer.
    Optional<BlobReader> fetch(Digest digest) throws IOException;

    /// Nobody else.
    static Peers none() {
        return digest -> Optional.empty();
    }
}
