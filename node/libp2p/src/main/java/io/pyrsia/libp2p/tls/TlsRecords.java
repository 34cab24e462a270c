package io.pyrsia.libp2p.tls;

import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.transport.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/// The records of TLS, made and read by the JDK's engine. After the handshake one thread wraps and one unwraps.
final class TlsRecords {

    private static final int HEADER = 5;
    /// A record's plaintext, and the room that its header and tag take at most.
    private static final int MAX_PLAINTEXT = 16 * 1024;

    private static final int MAX_OVERHEAD = 512;
    /// Room for the few small records of a flight, and behind them for the largest, which the engine wants to see.
    private static final int FLIGHT_BYTES = 2 * (MAX_PLAINTEXT + MAX_OVERHEAD);
    /// Handshake messages beyond this come from no honest peer.
    private static final int MAX_HANDSHAKE_STEPS = 200;

    private final SSLEngine engine;

    TlsRecords(SSLEngine engine) {
        this.engine = engine;
    }

    /// Runs until both sides have the keys; called before any wrapping or unwrapping.
    void handshake(Wire wire) throws IOException {
        ByteBuffer plain = ByteBuffer.allocate(MAX_PLAINTEXT + MAX_OVERHEAD);
        ByteBuffer sealed = ByteBuffer.allocate(FLIGHT_BYTES);
        engine.beginHandshake();
        for (int steps = 0; steps < MAX_HANDSHAKE_STEPS; steps++) {
            HandshakeStatus status = engine.getHandshakeStatus();
            switch (status) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> {
                    wrap(ByteBuffer.allocate(0), sealed);
                    if (engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
                        flush(wire, sealed); // a flight of records leaves in one packet
                    }
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap(record(wire), plain.clear());
                case FINISHED, NOT_HANDSHAKING -> {
                    flush(wire, sealed);
                    return;
                }
            }
        }
        throw new SSLException("a handshake without an end");
    }

    int sealedBytes(int plain) {
        return plain + (1 + plain / MAX_PLAINTEXT) * MAX_OVERHEAD + MAX_PLAINTEXT;
    }

    void wrap(ByteBuffer plain, ByteBuffer sealed) throws IOException {
        do {
            require(engine.wrap(plain, sealed));
        } while (plain.hasRemaining());
    }

    /// The length of the record at the front of `sealed`; 0 if too little of it is there to tell.
    static int recordBytes(ByteBuffer sealed) {
        return sealed.remaining() < HEADER ? 0 : HEADER + (sealed.getShort(sealed.position() + 3) & 0xffff);
    }

    /// Takes one record, all of which is there.
    void unwrap(ByteBuffer sealed, ByteBuffer plain) throws IOException {
        int end = sealed.position() + recordBytes(sealed);
        require(engine.unwrap(sealed, plain));
        if (engine.isInboundDone()) {
            throw new EOFException("the peer closed the connection");
        }
        if (sealed.position() != end) {
            throw new SSLException("a record that was not taken");
        }
    }

    private static void require(SSLEngineResult result) throws SSLException {
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW
                || result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            throw new SSLException("the engine fails: " + result.getStatus());
        }
    }

    private static void flush(Wire wire, ByteBuffer sealed) throws IOException {
        wire.write(sealed.array(), sealed.arrayOffset(), sealed.position());
        sealed.clear();
    }

    private static ByteBuffer record(Wire wire) throws IOException {
        byte[] header = new byte[HEADER];
        Messages.readFully(wire, header, 0);
        byte[] record = new byte[recordBytes(ByteBuffer.wrap(header))];
        System.arraycopy(header, 0, record, 0, HEADER);
        Messages.readFully(wire, record, HEADER);
        return ByteBuffer.wrap(record);
    }
}
