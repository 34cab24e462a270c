package io.pyrsia.libp2p.noise;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.transport.SecureChannel;
import io.pyrsia.libp2p.transport.Security;
import io.pyrsia.libp2p.transport.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Secures a wire with Noise XX and agrees on the multiplexer on the way.
public final class NoiseHandshake implements Security {

    public static final String PROTOCOL = "/noise";

    /// A longer message than any honest payload needs; the frame itself allows 65,535.
    private static final int MAX_MESSAGE = 8_192;

    private static final byte[] NONE = {};

    private final Identity identity;
    private final List<String> muxers;
    private final RandomGenerator random;

    /// Guarded by this.
    private @Nullable Own own;

    /// The key that all handshakes of this host use, so that it is signed once and peers may remember it.
    private record Own(DhKey key, Bytes payload) {}

    public NoiseHandshake(Identity identity, List<String> muxers, RandomGenerator random) {
        this.muxers = List.copyOf(muxers);
        this.random = random;
        this.identity = identity;
    }

    /// Made at the first handshake: whoever starts a host need not wait for it.
    private synchronized Own own() {
        Own made = own;
        if (made == null) {
            DhKey key = DhKey.generate(random);
            made = new Own(key, Bytes.wrap(NoisePayload.write(identity, key.publicHalf(), muxers)));
            own = made;
        }
        return made;
    }

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public SecureChannel dial(Wire wire) throws IOException, Malformed {
        Own us = own();
        HandshakeState state = new HandshakeState(true, us.key(), DhKey.generate(random), NONE);
        write(wire, state.writeFirst(NONE));
        byte[] second = state.readSecond(read(wire));
        NoisePayload theirs = NoisePayload.read(second, state.remoteStatic());
        write(wire, state.writeThird(us.payload().toArray()));
        return channel(state, theirs, muxers, theirs.muxers());
    }

    @Override
    public SecureChannel accept(Wire wire) throws IOException, Malformed {
        Own us = own();
        HandshakeState state = new HandshakeState(false, us.key(), DhKey.generate(random), NONE);
        state.readFirst(read(wire));
        write(wire, state.writeSecond(us.payload().toArray()));
        byte[] third = state.readThird(read(wire));
        NoisePayload theirs = NoisePayload.read(third, state.remoteStatic());
        return channel(state, theirs, theirs.muxers(), muxers);
    }

    private static SecureChannel channel(
            HandshakeState state, NoisePayload peer, List<String> initiators, List<String> responders) {
        Optional<String> muxer =
                initiators.stream().filter(responders::contains).findFirst();
        CipherState[] states = state.split();
        return new NoiseChannel(peer.key(), muxer, states[0], states[1]);
    }

    private static byte[] read(Wire wire) throws IOException, Malformed {
        byte[] header = new byte[2];
        Messages.readFully(wire, header, 0);
        int length = (header[0] & 0xff) << 8 | (header[1] & 0xff);
        if (length > MAX_MESSAGE) {
            throw new Malformed("a handshake message has " + length + " bytes, the limit is " + MAX_MESSAGE);
        }
        byte[] message = new byte[length];
        Messages.readFully(wire, message, 0);
        return message;
    }

    private static void write(Wire wire, byte[] message) throws IOException {
        byte[] framed = new byte[message.length + 2];
        framed[0] = (byte) (message.length >>> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, message.length);
        wire.write(framed, 0, framed.length);
    }
}
