package io.pyrsia.libp2p.tls;

import io.pyrsia.libp2p.transport.ReadAhead;
import io.pyrsia.libp2p.transport.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The JDK's TLS engine between a wire and plain bytes. After the handshake one thread reads and one writes.
final class TlsRecords {

    private static final byte[] NONE = {};
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int HEADER = 5;
    /// A record's plaintext, and the room that its header and tag take at most.
    private static final int MAX_PLAINTEXT = 16 * 1024;

    private static final int MAX_OVERHEAD = 512;
    /// Plaintext that one read returns at most.
    private static final int LARGE = 8 * MAX_PLAINTEXT;
    /// Handshake messages beyond this come from no honest peer.
    private static final int MAX_HANDSHAKE_STEPS = 200;

    private final SSLEngine engine;
    private final Wire wire;

    // Owned by the reading thread.
    private final ReadAhead in;
    private byte[] plaintext = NONE;

    // Owned by the writing thread.
    private byte[] out = NONE;

    TlsRecords(SSLEngine engine, Wire wire) {
        this.engine = engine;
        this.wire = wire;
        this.in = new ReadAhead(wire);
    }

    /// Runs until both sides have the keys; called before any reading or writing.
    void handshake() throws IOException {
        engine.beginHandshake();
        for (int steps = 0; steps < MAX_HANDSHAKE_STEPS; steps++) {
            HandshakeStatus status = engine.getHandshakeStatus();
            switch (status) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> write(NONE, 0, 0);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrapHandshake();
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
        throw new SSLException("a handshake without an end");
    }

    /// The plaintext of at least one record, as a view that is good until the next call; null at the end.
    @Nullable
    ByteBuffer read() throws IOException {
        if (in.quiet()) {
            plaintext = NONE;
        }
        ByteBuffer view = NOTHING;
        while (!view.hasRemaining()) {
            if (!in.have(HEADER)) {
                return null;
            }
            if (!in.have(HEADER + in.u16(3))) {
                throw new EOFException("the connection ended inside a record");
            }
            view = unwrapReady();
            if (engine.isInboundDone()) {
                return view.hasRemaining() ? view : null;
            }
        }
        return view;
    }

    void write(byte[] buffer, int offset, int length) throws IOException {
        int records = 1 + length / MAX_PLAINTEXT;
        int needed = length + records * MAX_OVERHEAD + MAX_PLAINTEXT;
        if (out.length < needed) {
            out = new byte[needed];
        }
        ByteBuffer source = ByteBuffer.wrap(buffer, offset, length);
        ByteBuffer target = ByteBuffer.wrap(out);
        do {
            SSLEngineResult result = engine.wrap(source, target);
            if (result.getStatus() != SSLEngineResult.Status.OK) {
                throw new SSLException("cannot encrypt: " + result.getStatus());
            }
        } while (source.hasRemaining());
        wire.write(out, 0, target.position());
        if (length <= ReadAhead.SMALL) {
            out = NONE; // a quiet connection holds no buffer
        }
    }

    void close() {
        wire.close();
    }

    /// Decrypts the complete records that are there, as many as fit.
    private ByteBuffer unwrapReady() throws IOException {
        int first = in.u16(3);
        if (plaintext.length < first) {
            plaintext = new byte[first > ReadAhead.SMALL ? LARGE : ReadAhead.SMALL];
        }
        ByteBuffer target = ByteBuffer.wrap(plaintext);
        while (in.ready() >= HEADER) {
            int record = HEADER + in.u16(3);
            if (in.ready() < record || target.remaining() < record - HEADER) {
                break;
            }
            unwrap(record, target);
        }
        return target.flip();
    }

    private void unwrapHandshake() throws IOException {
        if (!in.have(HEADER) || !in.have(HEADER + in.u16(3))) {
            throw new EOFException("the peer left during the handshake");
        }
        unwrap(HEADER + in.u16(3), ByteBuffer.allocate(MAX_PLAINTEXT + MAX_OVERHEAD));
    }

    private void unwrap(int record, ByteBuffer target) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(in.buffer(), in.start(), record);
        SSLEngineResult result = engine.unwrap(source, target);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW
                || result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            throw new SSLException("cannot decrypt: " + result.getStatus());
        }
        in.consume(record - source.remaining());
    }
}
