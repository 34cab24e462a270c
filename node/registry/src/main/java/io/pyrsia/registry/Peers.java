package io.pyrsia.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.storage.blob.BlobReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Other nodes that may have the bytes; asked before an upstream, and once more if that one cannot be asked.
public interface Peers {

    /// How long a client waits for peers when there is an upstream: who is near answers sooner, and who is far is not
    /// nearer than the upstream.
    Duration NEAR = Duration.ofMillis(250);
    /// How long when there is nobody else.
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
