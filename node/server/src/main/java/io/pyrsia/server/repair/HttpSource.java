package io.pyrsia.server.repair;

import io.pyrsia.client.LogClient;
import io.pyrsia.log.LogPath;
import java.io.IOException;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// A peer's log, or a mirror of it, served as tlog-tiles over HTTP.
public record HttpSource(LogClient client) implements LogSource {

    @Override
    public Optional<Bytes> get(LogPath path) throws IOException, InterruptedException {
        return client.get(path.text(), path.maxBytes());
    }
}
