package io.pyrsia.libp2p.noise;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.transport.SecureChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Frames of at most 65,535 bytes, each encrypted, behind two bytes of length.
final class NoiseChannel implements SecureChannel {

    private static final byte[] NONE = {};
    private static final int HEADER = 2;
    private static final int MAX_FRAME = 65_535;
    private static final int MAX_PLAINTEXT = MAX_FRAME - CipherState.TAG_BYTES;

    private final PeerKey peerKey;
    private final Optional<String> muxer;
    /// Owned by the one thread that seals.
    private final CipherState sending;
    /// Owned by the one thread that opens.
    private final CipherState receiving;

    NoiseChannel(PeerKey peerKey, Optional<String> muxer, CipherState sending, CipherState receiving) {
        this.peerKey = peerKey;
        this.muxer = muxer;
        this.sending = sending;
        this.receiving = receiving;
    }

    @Override
    public PeerKey peerKey() {
        return peerKey;
    }

    @Override
    public Optional<String> muxer() {
        return muxer;
    }

    @Override
    public int sealedBytes(int plain) {
        return plain + (1 + plain / MAX_PLAINTEXT) * (HEADER + CipherState.TAG_BYTES);
    }

    @Override
    public void seal(ByteBuffer plain, ByteBuffer sealed) {
        while (plain.hasRemaining()) {
            int part = Math.min(MAX_PLAINTEXT, plain.remaining());
            int at = sealed.arrayOffset() + sealed.position() + HEADER;
            int size = sending.encrypt(
                    NONE, plain.array(), plain.arrayOffset() + plain.position(), part, sealed.array(), at);
            sealed.putShort((short) size).position(sealed.position() + size);
            plain.position(plain.position() + part);
        }
    }

    @Override
    public int frameBytes(ByteBuffer sealed) {
        return sealed.remaining() < HEADER ? 0 : HEADER + (sealed.getShort(sealed.position()) & 0xffff);
    }

    @Override
    public void open(ByteBuffer sealed, ByteBuffer plain) throws IOException {
        int length = sealed.getShort() & 0xffff;
        int from = sealed.arrayOffset() + sealed.position();
        int to = plain.arrayOffset() + plain.position();
        try {
            int size = receiving.decrypt(NONE, sealed.array(), from, length, plain.array(), to);
            sealed.position(sealed.position() + length);
            plain.position(plain.position() + size);
        } catch (Malformed e) {
            throw new IOException(e.reason(), e);
        }
    }
}
