package io.pyrsia.libp2p.transport;

import io.pyrsia.libp2p.key.PeerKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// What a handshake leaves behind: the peer's proven key, and the ciphers of both directions. It moves no bytes itself;
/// one thread at a time seals and one opens. All buffers are heap buffers.
public interface SecureChannel {

    PeerKey peerKey();

    /// The multiplexer, where the handshake agreed on it already.
    Optional<String> muxer();

    /// The most room that sealing `plain` bytes takes.
    int sealedBytes(int plain);

    /// Appends the frames that carry all of `plain` to `sealed`.
    void seal(ByteBuffer plain, ByteBuffer sealed) throws IOException;

    /// The length of the frame at the front of `sealed`, which may not all be there; 0 if too little is there to tell.
    int frameBytes(ByteBuffer sealed);

    /// Takes the frame at the front of `sealed`, all of which is there, and appends what it carries to `plain`, which
    /// has at least as much room as the frame is long.
    void open(ByteBuffer sealed, ByteBuffer plain) throws IOException;
}
