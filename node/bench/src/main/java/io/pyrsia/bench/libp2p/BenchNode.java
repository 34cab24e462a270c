package io.pyrsia.bench.libp2p;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.host.NetworkHost;
import io.pyrsia.libp2p.identify.Ping;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One of our nodes as a process of its own: `serve KIND` prints its address and serves until it is stopped;
/// `drive KIND ADDRESS BYTES CONNECTS` measures a node at that address.
public final class BenchNode {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PINGS = 1_000;
    /// What the JVM compiles its code on before anything is measured; the other driver needs none.
    private static final int WARM_UP = 200;

    private BenchNode() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, Malformed {
        HostConfig.SecurityKind kind = HostConfig.SecurityKind.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        if (arguments[0].equals("serve")) {
            Host host = start(kind, List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/0")));
            host.serve(Transfer.PROTOCOL, Admission.everyone(), Transfer::answer);
            System.out.println(
                    host.addresses().getFirst().withPeer(host.identity().id()));
            Thread.currentThread().join();
        }
        Multiaddr address = Multiaddr.parse(arguments[2]);
        System.out.println(drive(kind, address, Long.parseLong(arguments[3]), Integer.parseInt(arguments[4])));
    }

    private static String drive(HostConfig.SecurityKind kind, Multiaddr address, long bytes, int connects)
            throws IOException, InterruptedException {
        PeerId peer = address.peer().orElseThrow();
        try (Host host = start(kind, List.of())) {
            Connection connection = host.connect(peer, List.of(address));
            megabytes(connection, bytes / 2, Transfer::download);
            megabytes(connection, bytes / 2, Transfer::upload);
            double down = megabytes(connection, bytes, Transfer::download);
            double up = megabytes(connection, bytes, Transfer::upload);
            long[] pings = new long[PINGS];
            try (Ping ping = Ping.open(connection, Randomness.secure())) {
                for (int i = 0; i < PINGS; i++) {
                    pings[i] = ping.roundTrip(PATIENCE).toNanos();
                }
            }
            connection.close();
            long[] firsts = new long[connects];
            for (int i = -WARM_UP; i < connects; i++) {
                long taken = connectAndEcho(host, peer, address);
                if (i >= 0) {
                    firsts[i] = taken;
                }
                Thread.sleep(5); // as the other driver does: let the far end close
            }
            return String.format(
                    Locale.ROOT,
                    "%.0f %.0f %.2f %.2f %.0f %.0f",
                    down,
                    up,
                    percentile(firsts, 50) / 1e6,
                    percentile(firsts, 99) / 1e6,
                    percentile(pings, 50) / 1e3,
                    percentile(pings, 99) / 1e3);
        }
    }

    @FunctionalInterface
    private interface Move {
        void over(Stream stream, long bytes) throws IOException;
    }

    private static double megabytes(Connection connection, long bytes, Move move) throws IOException {
        try (Stream stream = connection.open(List.of(Transfer.PROTOCOL))) {
            long start = System.nanoTime();
            move.over(stream, bytes);
            return bytes * 1e3 / (System.nanoTime() - start);
        }
    }

    /// TCP, handshake, multiplexer, one stream, and one byte there and back.
    private static long connectAndEcho(Host host, PeerId peer, Multiaddr address) throws IOException {
        long start = System.nanoTime();
        Connection connection = host.connect(peer, List.of(address));
        try (Stream stream = connection.open(List.of(Transfer.PROTOCOL))) {
            Transfer.echo(stream);
        }
        long taken = System.nanoTime() - start;
        connection.close();
        return taken;
    }

    private static Host start(HostConfig.SecurityKind kind, List<Multiaddr> listen) throws IOException {
        return NetworkHost.start(
                HostConfig.of(Identity.generate(Randomness.secure()), listen).withSecurities(List.of(kind)));
    }

    private static double percentile(long[] values, int percent) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
