package io.pyrsia.libp2p.transport;

import io.pyrsia.libp2p.key.PeerKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An encrypted connection to a peer that proved its key; one thread reads and one writes.
public interface SecureChannel {

    PeerKey peerKey();

    /// The multiplexer, where the handshake agreed on it already.
    Optional<String> muxer();

    /// What came next, as a view that is good until the next call; null when the other side has ended.
    @Nullable
    ByteBuffer read() throws IOException;

    /// Encrypts and sends everything; the bytes may be overwritten.
    void write(byte[] buffer, int offset, int length) throws IOException;

    void close();
}
