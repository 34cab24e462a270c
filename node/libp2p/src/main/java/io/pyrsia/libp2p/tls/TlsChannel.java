package io.pyrsia.libp2p.tls;

import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.transport.SecureChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A connection after its TLS handshake.
record TlsChannel(TlsRecords records, PeerKey peerKey, Optional<String> muxer) implements SecureChannel {

    @Override
    public int sealedBytes(int plain) {
        return records.sealedBytes(plain);
    }

    @Override
    public void seal(ByteBuffer plain, ByteBuffer sealed) throws IOException {
        records.wrap(plain, sealed);
    }

    @Override
    public int frameBytes(ByteBuffer sealed) {
        return TlsRecords.recordBytes(sealed);
    }

    @Override
    public void open(ByteBuffer sealed, ByteBuffer plain) throws IOException {
        records.unwrap(sealed, plain);
    }
}
