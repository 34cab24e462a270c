package io.pyrsia.libp2p.tls;

import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.transport.SecureChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection after its TLS handshake.
record TlsChannel(TlsRecords records, PeerKey peerKey, Optional<String> muxer) implements SecureChannel {

    @Override
    public @Nullable ByteBuffer read() throws IOException {
        return records.read();
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        records.write(buffer, offset, length);
    }

    @Override
    public void close() {
        records.close();
    }
}
