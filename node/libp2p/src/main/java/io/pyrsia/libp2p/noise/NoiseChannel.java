package io.pyrsia.libp2p.noise;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.transport.ReadAhead;
import io.pyrsia.libp2p.transport.SecureChannel;
import io.pyrsia.libp2p.transport.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Frames of at most 65,535 bytes, each encrypted; buffers are small until large frames come, and again when they stop.
final class NoiseChannel implements SecureChannel {

    private static final byte[] NONE = {};
    private static final int HEADER = 2;
    private static final int MAX_FRAME = 65_535;
    private static final int MAX_PLAINTEXT = MAX_FRAME - CipherState.TAG_BYTES;

    private final Wire wire;
    private final PeerKey peerKey;
    private final Optional<String> muxer;
    private final CipherState sending;
    private final CipherState receiving;

    // Owned by the reading thread.
    private final ReadAhead in;
    private byte[] plaintext = NONE;

    // Owned by the writing thread.
    private byte[] out = NONE;

    NoiseChannel(Wire wire, PeerKey peerKey, Optional<String> muxer, CipherState sending, CipherState receiving) {
        this.wire = wire;
        this.in = new ReadAhead(wire);
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
    public @Nullable ByteBuffer read() throws IOException {
        if (in.quiet()) {
            plaintext = NONE;
        }
        if (!in.have(HEADER)) {
            return null;
        }
        int length = in.u16(0);
        if (!in.have(HEADER + length)) {
            throw new EOFException("the connection ended inside a frame");
        }
        if (plaintext.length < length) {
            plaintext = new byte[length > ReadAhead.SMALL ? MAX_FRAME : ReadAhead.SMALL];
        }
        try {
            int size = receiving.decrypt(NONE, in.buffer(), in.start() + HEADER, length, plaintext, 0);
            in.consume(HEADER + length);
            return ByteBuffer.wrap(plaintext, 0, size);
        } catch (Malformed e) {
            throw new IOException(e.reason(), e);
        }
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        int frames = (length + MAX_PLAINTEXT - 1) / MAX_PLAINTEXT;
        int needed = length + frames * (HEADER + CipherState.TAG_BYTES);
        if (out.length < needed) {
            out = new byte[needed];
        }
        int size = 0;
        for (int done = 0; done < length; ) {
            int part = Math.min(MAX_PLAINTEXT, length - done);
            int sealed = sending.encrypt(NONE, buffer, offset + done, part, out, size + HEADER);
            out[size] = (byte) (sealed >>> 8);
            out[size + 1] = (byte) sealed;
            size += HEADER + sealed;
            done += part;
        }
        wire.write(out, 0, size);
        if (length <= ReadAhead.SMALL) {
            out = NONE; // a quiet connection holds no buffer
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
