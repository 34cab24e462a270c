package io.pyrsia.server.repair;

import io.pyrsia.log.LogPath;
import java.io.IOException;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Somebody who has the log, such as a peer's `/log/` by HTTP; nothing it gives is believed before it is proven.
@FunctionalInterface
public interface LogSource {

    /// The resource, or nothing if this source has none.
    Optional<Bytes> get(LogPath path) throws IOException, InterruptedException;
}
