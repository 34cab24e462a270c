package io.pyrsia.libp2p.identify;

import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.Stream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Ping: 32 random bytes there and back.
public final class Ping implements AutoCloseable {

    public static final String PROTOCOL = "/ipfs/ping/1.0.0";

    private static final int BYTES = 32;

    private final Stream stream;
    private final RandomGenerator random;

    private Ping(Stream stream, RandomGenerator random) {
        this.stream = stream;
        this.random = random;
    }

    /// A stream that can be pinged over again.
    public static Ping open(Connection connection, RandomGenerator random) throws IOException {
        return new Ping(connection.open(List.of(PROTOCOL)), random);
    }

    /// Sends one ping and returns the time until its echo.
    public Duration roundTrip(Duration patience) throws IOException {
        byte[] sent = new byte[BYTES];
        random.nextBytes(sent);
        stream.deadline(patience);
        long start = System.nanoTime();
        stream.write(sent, 0, BYTES);
        byte[] echo = new byte[BYTES];
        Messages.readFully(stream, echo, 0);
        if (!Arrays.equals(sent, echo)) {
            stream.reset();
            throw new IOException("a ping came back with other bytes");
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Echoes pings until the peer ends.
    public static void answer(Stream stream) throws IOException {
        byte[] buffer = new byte[BYTES];
        for (int count; (count = stream.read(buffer, 0, BYTES)) >= 0; ) {
            stream.write(buffer, 0, count);
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
