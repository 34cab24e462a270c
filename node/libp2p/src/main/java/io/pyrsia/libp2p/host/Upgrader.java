package io.pyrsia.libp2p.host;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.multistream.Multistream;
import io.pyrsia.libp2p.transport.ChannelDuplex;
import io.pyrsia.libp2p.transport.Link;
import io.pyrsia.libp2p.transport.Loop;
import io.pyrsia.libp2p.transport.SecureChannel;
import io.pyrsia.libp2p.transport.Security;
import io.pyrsia.libp2p.transport.TcpWire;
import io.pyrsia.libp2p.yamux.YamuxSession;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes a secured channel that speaks Yamux out of a raw wire.
final class Upgrader {

    static final List<String> MUXERS = List.of(YamuxSession.PROTOCOL);

    /// A wire with the channel on it, and what it delivered beyond the negotiation.
    record Upgraded(TcpWire wire, SecureChannel channel, ByteBuffer rest) {

        Link link(Loop loop) {
            return wire.link(channel, rest, loop);
        }
    }

    /// The handshake that both sides had agreed on failed.
    static final class SecurityFailed extends IOException {

        private static final long serialVersionUID = 1L;

        private final String protocol;

        SecurityFailed(String protocol, Exception cause) {
            super(protocol + ": " + cause, cause);
            this.protocol = protocol;
        }

        String protocol() {
            return protocol;
        }
    }

    private final List<Security> securities;

    Upgrader(List<Security> securities) {
        this.securities = List.copyOf(securities);
    }

    /// The names of the securities that can be offered, without those that `failed`.
    List<String> offers(Set<String> failed) {
        return securities.stream()
                .map(Security::protocol)
                .filter(protocol -> !failed.contains(protocol))
                .toList();
    }

    Upgraded dial(TcpWire wire, Set<String> failed) throws IOException, Malformed {
        String agreed = Multistream.propose(wire, offers(failed));
        SecureChannel channel;
        try {
            channel = byName(agreed).dial(wire);
        } catch (IOException | Malformed e) {
            throw new SecurityFailed(agreed, e);
        }
        if (channel.muxer().isPresent()) {
            return new Upgraded(wire, channel, ByteBuffer.allocate(0));
        }
        ChannelDuplex duplex = new ChannelDuplex(wire, channel);
        Multistream.propose(duplex, MUXERS);
        return new Upgraded(wire, channel, duplex.rest());
    }

    Upgraded accept(TcpWire wire) throws IOException, Malformed {
        String agreed = required(Multistream.answer(wire, this::secures));
        SecureChannel channel = byName(agreed).accept(wire);
        if (channel.muxer().isPresent()) {
            return new Upgraded(wire, channel, ByteBuffer.allocate(0));
        }
        ChannelDuplex duplex = new ChannelDuplex(wire, channel);
        required(Multistream.answer(duplex, MUXERS::contains));
        return new Upgraded(wire, channel, duplex.rest());
    }

    private boolean secures(String protocol) {
        return securities.stream().anyMatch(security -> security.protocol().equals(protocol));
    }

    private Security byName(String protocol) {
        return securities.stream()
                .filter(security -> security.protocol().equals(protocol))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("agreed on what was never offered"));
    }

    private static String required(Optional<String> agreed) throws EOFException {
        return agreed.orElseThrow(() -> new EOFException("the peer left without agreeing on a protocol"));
    }
}
