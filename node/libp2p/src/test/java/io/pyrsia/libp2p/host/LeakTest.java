package io.pyrsia.libp2p.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.HostObserver;
import io.pyrsia.libp2p.Soon;
import io.pyrsia.libp2p.identify.Ping;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Connections that come and go leave nothing behind: no socket, no thread, no counted stream, no byte of the budget.
class LeakTest {

    @Test
    @Timeout(300)
    void aFewConnects() throws Exception {
        comeAndGo(200);
    }

    @Test
    @Tag("long")
    @Timeout(600)
    void tenThousandConnects() throws Exception {
        comeAndGo(10_000);
    }

    private static void comeAndGo(int connects) throws Exception {
        Multiaddr any = Multiaddr.of("/ip4/127.0.0.1/tcp/0");
        try (NetworkHost server = start(1, List.of(any));
                NetworkHost client = start(2, List.of())) {
            Semaphore gone = new Semaphore(0);
            HostObserver watch = new HostObserver() {
                @Override
                public void disconnected(Connection connection) {
                    gone.release();
                }
            };
            server.observe(watch);
            client.observe(watch);
            once(client, server);
            assertTrue(gone.tryAcquire(2, 60, TimeUnit.SECONDS));
            long sockets = openSockets();
            long threads = threads();
            for (int i = 0; i < connects; i++) {
                once(client, server);
                assertTrue(gone.tryAcquire(2, 60, TimeUnit.SECONDS));
            }
            assertEquals(0, server.connections().size() + client.connections().size());
            // Observers are told, the socket is closed and readers let go by different threads, in no certain order.
            Soon.holds("all budget is back", () -> unread(server) + unread(client) == 0);
            Soon.holds("all sockets are closed", () -> openSockets() <= sockets);
            Soon.holds("all threads are gone", () -> threads() <= threads);
            Soon.holds("no peer is counted", () -> server.tracked() + client.tracked() == 0);
        }
    }

    private static void once(Host client, Host server) throws IOException {
        Connection connection = client.connect(server.identity().id(), server.addresses());
        try (Ping ping = Ping.open(connection, Randomness.seeded(1))) {
            ping.roundTrip(Duration.ofSeconds(60));
        }
        connection.close();
    }

    private static long unread(NetworkHost host) {
        return host.unreadLimit() - host.unreadLeft();
    }

    private static NetworkHost start(int seed, List<Multiaddr> listen) throws IOException {
        return NetworkHost.start(HostConfig.of(Identity.generate(Randomness.seeded(seed)), listen));
    }

    /// All threads of this JVM, also the virtual ones, which are only in its dump. Those of the JDK come and go as they
    /// like, so only those count that run our code or wait in it.
    private static long threads() throws IOException {
        Path folder = Files.createTempDirectory("threads");
        Path dump = folder.resolve("dump.txt");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
            return Arrays.stream(Files.readString(dump).split("\\n\\n"))
                    .filter(thread -> thread.contains("io.pyrsia."))
                    .count();
        } finally {
            Files.deleteIfExists(dump);
            Files.delete(folder);
        }
    }

    private static long openSockets() throws IOException {
        long sockets = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path file : files) {
                sockets += isSocket(file) ? 1 : 0;
            }
        }
        return sockets;
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed in the meantime
        }
    }
}
