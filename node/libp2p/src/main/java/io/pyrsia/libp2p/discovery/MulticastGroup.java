package io.pyrsia.libp2p.discovery;

import java.io.IOException;
import org.apache.tuweni.bytes.Bytes;

/// Packets to and from everyone on the local network.
public interface MulticastGroup extends AutoCloseable {

    void send(Bytes packet) throws IOException;

    /// Waits for the next packet; its own come back too.
    Bytes receive() throws IOException;

    @Override
    void close() throws IOException;
}
