package io.pyrsia.bench.libp2p;

import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.identify.Ping;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Measures the node at an address; everything runs once before it counts, for the JVM to compile it.
final class Driver {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PINGS = 1_000;
    private static final int STREAMS = 1_000;
    private static final int STREAM_BYTES = 64 * 1024;
    private static final int STREAM_ROUNDS = 10;
    private static final int WARM_UP_CONNECTS = 400;

    private final Host host;
    private final PeerId peer;
    private final Multiaddr address;

    Driver(Host host, Multiaddr address) {
        this.host = host;
        this.peer = address.peer().orElseThrow();
        this.address = address;
    }

    /// The figures in the order of [Figure], on one line.
    String drive(long bytes, int connects) throws IOException, InterruptedException {
        Connection connection = host.connect(peer, List.of(address));
        megabytes(connection, bytes / 2, Transfer::download);
        megabytes(connection, bytes / 2, Transfer::upload);
        double down = megabytes(connection, bytes, Transfer::download);
        double up = megabytes(connection, bytes, Transfer::upload);
        pings(connection);
        long[] pings = pings(connection);
        rounds(connection);
        long[][] streams = rounds(connection);
        connection.close();
        connects(WARM_UP_CONNECTS);
        long[] firsts = connects(connects);
        long[] rounds = Arrays.stream(streams)
                .mapToLong(round -> round[round.length - 1])
                .toArray();
        return String.format(
                Locale.ROOT,
                "%.0f %.0f %.2f %.2f %.0f %.0f %.0f %.1f",
                down,
                up,
                percentile(firsts, 50) / 1e6,
                percentile(firsts, 99) / 1e6,
                percentile(pings, 50) / 1e3,
                percentile(pings, 99) / 1e3,
                1e3 * STREAMS * STREAM_BYTES / percentile(rounds, 50),
                percentile(Arrays.stream(streams).flatMapToLong(Arrays::stream).toArray(), 99) / 1e6);
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

    private static long[] pings(Connection connection) throws IOException {
        long[] pings = new long[PINGS];
        try (Ping ping = Ping.open(connection, Randomness.secure())) {
            for (int i = 0; i < PINGS; i++) {
                pings[i] = ping.roundTrip(PATIENCE).toNanos();
            }
        }
        return pings;
    }

    private static long[][] rounds(Connection connection) throws IOException, InterruptedException {
        long[][] rounds = new long[STREAM_ROUNDS][];
        for (int i = 0; i < STREAM_ROUNDS; i++) {
            rounds[i] = round(connection);
        }
        return rounds;
    }

    /// All streams opened at once, each downloading a little: when each was done, the last one at the end.
    private static long[] round(Connection connection) throws IOException, InterruptedException {
        long[] done = new long[STREAMS];
        CountDownLatch left = new CountDownLatch(STREAMS);
        long start = System.nanoTime();
        for (int i = 0; i < STREAMS; i++) {
            int number = i;
            Thread.ofVirtual().start(() -> {
                try (Stream stream = connection.open(List.of(Transfer.PROTOCOL))) {
                    Transfer.download(stream, STREAM_BYTES);
                    done[number] = System.nanoTime() - start;
                } catch (IOException e) {
                    System.err.println("a stream failed: " + e);
                } finally {
                    left.countDown();
                }
            });
        }
        if (!left.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("streams hang");
        }
        Arrays.sort(done);
        if (done[0] == 0) {
            throw new IOException("streams failed");
        }
        return done;
    }

    private long[] connects(int count) throws IOException, InterruptedException {
        long[] taken = new long[count];
        for (int i = 0; i < count; i++) {
            taken[i] = connectAndEcho();
            Thread.sleep(5); // as the other driver does: let the far end close
        }
        return taken;
    }

    /// TCP, handshake, multiplexer, one stream, and one byte there and back.
    private long connectAndEcho() throws IOException {
        long start = System.nanoTime();
        Connection connection = host.connect(peer, List.of(address));
        try (Stream stream = connection.open(List.of(Transfer.PROTOCOL))) {
            Transfer.echo(stream);
        }
        long taken = System.nanoTime() - start;
        connection.close();
        return taken;
    }

    private static long percentile(long[] values, int percent) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
