package io.pyrsia.libp2p.host;

import io.pyrsia.libp2p.yamux.YamuxLimits;
import java.time.Duration;

/// What a host lets others take of it, and how long it waits for them.
///
/// @param connections in all; at this number new ones are refused
/// @param idleAbove the number from which idle connections are closed, the oldest first
/// @param connectionsPerPeer with one peer, of both directions
/// @param connectionsPerIp from one address, with handshakes; the machine itself is exempt, as it can harm us anyway
/// @param handshakes that may be under way at once, of those who dialled us
/// @param streamsPerPeer that one peer may have open with us, over all its connections
/// @param receivedBytes that all streams together may hold for slow readers
/// @param handshake how long securing and multiplexing a connection may take
/// @param dial how long TCP may take for one address
/// @param negotiation how long agreeing on a stream's protocol may take
/// @param grace how long a new connection may be idle
/// @param yamux the limits of each connection's streams
public record HostLimits(
        int connections,
        int idleAbove,
        int connectionsPerPeer,
        int connectionsPerIp,
        int handshakes,
        int streamsPerPeer,
        long receivedBytes,
        Duration handshake,
        Duration dial,
        Duration negotiation,
        Duration grace,
        YamuxLimits yamux) {

    public static final HostLimits DEFAULT = new HostLimits(
            1_024,
            768,
            8,
            8,
            128,
            256,
            Runtime.getRuntime().maxMemory() / 4,
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            YamuxLimits.DEFAULT);
}
