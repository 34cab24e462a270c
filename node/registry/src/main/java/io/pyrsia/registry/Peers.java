package io.pyrsia.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.storage.blob.BlobReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Other nodes that may have the bytes; asked before an upstream, and once more if that one cannot be asked.
public interface Peers {

    /// The patience of who has nobody else to ask.
    Duration ANYWHERE = Duration.ofSeconds(3);

    /// A reader of the blob as it arrives from them in the blob store, its size known; empty if nobody has it or nobody
    /// says so in time. Callers who want the same blob share one transfer.
    ///
    /// @param patience how long anybody may take to say that they have it
    Optional<BlobReader> fetch(Digest digest, Duration patience) throws IOException;

    /// Nobody else.
    static Peers none() {
        return (digest, patience) -> Optional.empty();
    }
}
