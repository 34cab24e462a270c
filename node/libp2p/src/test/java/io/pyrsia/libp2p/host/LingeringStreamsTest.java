package io.pyrsia.libp2p.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.QuietLog;
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
@Timeout(60)
@ExtendWith(QuietLog.class)
class LingeringStreamsTest {

    private static final int LINGERING = 40;
    private static final Duration LINGER = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<NetworkHost> hosts = new ArrayList<>();

    @AfterEach
    void close() {
        hosts.forEach(NetworkHost::close);
    }

    @Test
    void halfClosedStreamsAreBoundedAndEndAtLast() throws Exception {
        NetworkHost victim = start(1, List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/0")));
        victim.serve("/test/short", Admission.everyone(), stream -> {});
        Connection honest = start(2, List.of()).connect(victim.identity().id(), victim.addresses());
        Connection hostile = start(3, List.of()).connect(victim.identity().id(), victim.addresses());
        int taken = 0;
        for (int i = 0; i < 2 * LINGERING; i++) {
            taken += opens(hostile) ? 1 : 0;
        }
        assertTrue(taken > LINGERING / 2 && taken <= LINGERING, "streams that were taken: " + taken);
        try (Ping ping = Ping.open(honest, Randomness.seeded(1))) {
            ping.roundTrip(PATIENCE);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean again = false;
        while (!again && System.nanoTime() - end < 0) {
            again = opens(hostile);
        }
        assertTrue(again, "the streams that lingered are still there");
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

    private NetworkHost start(int seed, List<Multiaddr> listen) throws IOException {
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
                                seed == 1 ? LINGERING : streams.lingering(),
                                streams.stall(),
                                streams.keepAlive(),
                                LINGER))));
        hosts.add(host);
        return host;
    }
}
