package io.pyrsia.libp2p.host;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.multistream.Multistream;
import io.pyrsia.libp2p.transport.ChannelDuplex;
import io.pyrsia.libp2p.transport.SecureChannel;
import io.pyrsia.libp2p.transport.Security;
import io.pyrsia.libp2p.transport.Wire;
import io.pyrsia.libp2p.yamux.YamuxSession;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// Makes a secured channel that speaks Yamux out of a raw wire.
final class Upgrader {

    static final List<String> MUXERS = List.of(YamuxSession.PROTOCOL);

    /// A channel and what it delivered beyond the negotiation.
    record Upgraded(SecureChannel channel, ByteBuffer rest) {}

    private final List<Security> securities;

    Upgrader(List<Security> securities) {
        this.securities = List.copyOf(securities);
    }

    Upgraded dial(Wire wire) throws IOException, Malformed {
        String agreed = Multistream.propose(
                wire, securities.stream().map(Security::protocol).toList());
        SecureChannel channel = byName(agreed).dial(wire);
        if (channel.muxer().isPresent()) {
            return new Upgraded(channel, ByteBuffer.allocate(0));
        }
        ChannelDuplex duplex = new ChannelDuplex(channel);
        Multistream.propose(duplex, MUXERS);
        return new Upgraded(channel, duplex.rest());
    }

    Upgraded accept(Wire wire) throws IOException, Malformed {
        String agreed = required(Multistream.answer(wire, this::secures));
        SecureChannel channel = byName(agreed).accept(wire);
        if (channel.muxer().isPresent()) {
            return new Upgraded(channel, ByteBuffer.allocate(0));
        }
        ChannelDuplex duplex = new ChannelDuplex(channel);
        required(Multistream.answer(duplex, MUXERS::contains));
        return new Upgraded(channel, duplex.rest());
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
