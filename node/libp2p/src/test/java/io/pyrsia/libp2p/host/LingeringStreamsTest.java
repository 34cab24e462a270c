package io.pyrsia.libp2p.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.QuietLog;
import io.pyrsia.libp2p.Soon;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.identify.Ping;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.yamux.YamuxLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A peer that never ends its half of streams that we ended: they are counted, and after a while they are reset.
@Timeout(180)
@ExtendWith(QuietLog.class)
class LingeringStreamsTest {

    private static final int LINGERING = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<NetworkHost> hosts = new ArrayList<>();

    @AfterEach
    void close() {
        hosts.forEach(NetworkHost::close);
    }

    @Test
    void halfClosedStreamsAreBounded() throws Exception {
        NetworkHost victim = victim(Duration.ofHours(1));
        Connection honest = connect(2, victim);
        Connection hostile = connect(3, victim);
        int taken = 0;
        for (int i = 0; i < 2 * LINGERING; i++) {
            taken += opens(hostile) ? 1 : 0;
        }
        assertTrue(taken > LINGERING / 2 && taken <= LINGERING, "streams that were taken: " + taken);
        try (Ping ping = Ping.open(honest, Randomness.seeded(1))) {
            ping.roundTrip(PATIENCE);
        }
    }

    @Test
    void halfClosedStreamsEndAtLast() throws Exception {
        NetworkHost victim = victim(Duration.ofSeconds(1));
        Connection hostile = connect(3, victim);
        for (int i = 0; i < LINGERING; i++) {
            opens(hostile);
        }
        Soon.holds(
                "none lingers any more", () -> victim.connections().getFirst().streams() == 0);
        assertTrue(opens(hostile));
    }

    /// Opens a stream, waits for the other side's end and keeps this side's open; false if it is refused.
    private static boolean opens(Connection connection) {
        try {
            Stream stream = connection.open(List.of("/test/short"));
            stream.deadline(PATIENCE);
            assertEquals(-1, stream.read(new byte[1], 0, 1));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private NetworkHost victim(Duration linger) throws IOException {
        NetworkHost victim = start(1, List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/0")), LINGERING, linger);
        victim.serve("/test/short", Admission.everyone(), stream -> {});
        return victim;
    }

    private Connection connect(int seed, NetworkHost victim) throws IOException {
        YamuxLimits usual = HostLimits.DEFAULT.yamux();
        return start(seed, List.of(), usual.lingering(), Duration.ofHours(1))
                .connect(victim.identity().id(), victim.addresses());
    }

    private NetworkHost start(int seed, List<Multiaddr> listen, int lingering, Duration linger) throws IOException {
        HostLimits usual = HostLimits.DEFAULT;
        YamuxLimits streams = usual.yamux();
        NetworkHost host = NetworkHost.start(HostConfig.of(Identity.generate(Randomness.seeded(seed)), listen)
                .withLimits(new HostLimits(
                        usual.connections(),
                        usual.idleAbove(),
                        usual.connectionsPerPeer(),
                        usual.connectionsPerIp(),
                        usual.handshakes(),
                        usual.streamsPerPeer(),
                        usual.receivedBytes(),
                        usual.handshake(),
                        usual.dial(),
                        usual.negotiation(),
                        usual.grace(),
                        new YamuxLimits(
                                streams.maxWindow(),
                                streams.queuedData(),
                                streams.queuedControl(),
                                streams.ackBacklog(),
                                lingering,
                                streams.stall(),
                                streams.keepAlive(),
                                linger))));
        hosts.add(host);
        return host;
    }
}
