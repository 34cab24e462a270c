package io.pyrsia.libp2p;

import io.pyrsia.base.Malformed;
import java.io.IOException;

/// What a host does with a stream that a peer opened.
@FunctionalInterface
public interface StreamHandler {

    /// Speaks the protocol on its own virtual thread. The stream is closed when this returns and reset when it
    /// throws; a handler that wants to keep the stream keeps the thread.
    void handle(Stream stream) throws IOException, InterruptedException, Malformed;
}
