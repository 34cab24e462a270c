package io.pyrsia.libp2p.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.HostObserver;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.host.NetworkHost;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Real multicast, on the loopback interface, so that nothing leaves this machine.
@Timeout(180)
class MdnsGroupTest {

    private static final List<Multiaddr> ANY = List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/0"));

    @Test
    void twoHostsFindEachOtherByMulticast() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        String missing = missing(loopback);
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
        try (Host one = NetworkHost.start(HostConfig.of(Identity.generate(Randomness.seeded(2)), ANY));
                Host other = NetworkHost.start(HostConfig.of(Identity.generate(Randomness.seeded(3)), ANY));
                Mdns first = new Mdns(one, MdnsGroup.join(loopback), Clock.system(), Randomness.seeded(4));
                Mdns second = new Mdns(other, MdnsGroup.join(loopback), Clock.system(), Randomness.seeded(5))) {
            one.observe(new HostObserver() {
                @Override
                public void connected(Connection connection) {
                    connections.add(connection);
                }
            });
            first.start();
            second.start();
            Connection connection = connections.poll(60, TimeUnit.SECONDS);
            assertTrue(connection != null, "they did not meet");
            assertEquals(other.identity().id(), connection.peer());
        }
    }

    /// Why there is no multicast on this machine's loopback interface, or nothing if a packet comes back.
    private static String missing(NetworkInterface loopback) throws InterruptedException {
        Bytes sent = MdnsPacket.answer("probe", List.of());
        CompletableFuture<Void> back = new CompletableFuture<>();
        try (MdnsGroup group = MdnsGroup.join(loopback)) {
            Thread receiver = Thread.ofVirtual().start(() -> {
                try {
                    while (!group.receive().equals(sent)) {
                        // somebody else's
                    }
                    back.complete(null);
                } catch (IOException e) {
                    back.completeExceptionally(e);
                }
            });
            group.send(sent);
            back.get(30, TimeUnit.SECONDS);
            receiver.join();
            return "";
        } catch (IOException | ExecutionException | TimeoutException e) {
            return "no multicast on the loopback interface: " + e;
        }
    }
}
