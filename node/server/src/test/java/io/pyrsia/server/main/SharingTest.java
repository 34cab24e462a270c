package io.pyrsia.server.main;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.pyrsia.base.Digest;
import io.pyrsia.base.PieceTree;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32C;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two whole nodes and an upstream that goes away: what the first has, the second's clients get.
class SharingTest {

    private static final int FIRST = RunningNetwork.AUTHORITIES;
    private static final int SECOND = FIRST + 1;
    private static final int CHUNK_BYTES = 64 << 10;

    @TempDir
    Path folder;

    private final byte[] layer = new byte[3 * PieceTree.PIECE_BYTES + 12_345];
    private Digest digest;
    private HttpServer upstream;
    private int upstreamPort;
    private RunningNetwork network;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void theFirstNodePulls() throws Exception {
        new SplittableRandom(5).nextBytes(layer);
        digest = Digest.sha256(Bytes.wrap(layer));
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/v2/thing/blobs/" + digest, exchange -> {
            exchange.sendResponseHeaders(200, layer.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(layer);
            }
        });
        upstream.start();
        upstreamPort = upstream.getAddress().getPort();
        network = new RunningNetwork(folder);
        start(FIRST);
        assertArrayEquals(layer, pull(FIRST).orElseThrow());
        awaitStored(FIRST);
        upstream.stop(0);
        start(SECOND);
    }

    @AfterEach
    void close() {
        client.close();
        network.close();
        upstream.stop(0);
    }

    @Test
    void aClientGetsFromAPeerWhatTheUpstreamNoLongerHas() throws Exception {
        assertArrayEquals(layer, untilThere(SECOND));
        assertEquals(0, metric(SECOND, "pyrsia_fetched_bytes_total"), "the upstream is gone");
        assertTrue(metric(SECOND, "pyrsia_swarm_downloaded_bytes_total") >= layer.length);
        assertTrue(metric(FIRST, "pyrsia_swarm_uploaded_bytes_total") >= layer.length);
        // The second offers it too, and a node that was restarted offers what it holds.
        network.stop(FIRST);
        network.stop(SECOND);
        start(SECOND);
        start(FIRST + 2);
        assertArrayEquals(layer, untilThere(FIRST + 2));
    }

    @Test
    void aByteThatIsFlippedAtAPeerReachesNobodyAndThePeerIsBanned() throws Exception {
        flip(FIRST, PieceTree.PIECE_BYTES + 99, true);
        RunningNode.await("a peer that is banned", () -> {
            // Whatever came was no complete answer.
            assertEquals(Optional.empty(), pull(SECOND));
            return metric(SECOND, "pyrsia_swarm_banned_peers") == 1;
        });
        assertEquals(Optional.empty(), pull(SECOND));
    }

    @Test
    void aByteThatIsFlippedOnTheDiskIsMendedByAPeer() throws Exception {
        assertArrayEquals(layer, untilThere(SECOND));
        flip(SECOND, PieceTree.PIECE_BYTES + 99, false);
        long before = metric(SECOND, "pyrsia_swarm_downloaded_bytes_total");
        assertEquals(Optional.empty(), pull(SECOND));
        assertArrayEquals(layer, untilThere(SECOND));
        long again = metric(SECOND, "pyrsia_swarm_downloaded_bytes_total") - before;
        assertTrue(again >= PieceTree.PIECE_BYTES && again < layer.length, again + " bytes came again");
    }

    private void start(int number) throws Exception {
        network.start(
                number, "--registry-oci-upstreams", "up=http://127.0.0.1:" + upstreamPort, "--registry-scrub", "0");
    }

    private byte[] untilThere(int node) {
        AtomicReference<Optional<byte[]>> got = new AtomicReference<>(Optional.empty());
        RunningNode.await("a peer that has the layer", () -> {
            got.set(pull(node));
            return got.get().isPresent();
        });
        awaitStored(node);
        return got.get().orElseThrow();
    }

    /// A client has the last byte before the node has the whole layer in its place.
    private void awaitStored(int node) {
        RunningNode.await("a stored layer", () -> Files.exists(stored(node)));
    }

    private Path stored(int node) {
        return network.data(node)
                .resolve("blobs/whole/%02x".formatted(digest.value().get(0) & 0xff))
                .resolve(digest.hex());
    }

    /// What a client that believes the length gets; empty if it sees an error.
    private Optional<byte[]> pull(int node) {
        HttpRequest request = HttpRequest.newBuilder(network.node(node).uri().resolve("/v2/thing/blobs/" + digest))
                .timeout(Duration.ofMinutes(1))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long metric(int node, String name) {
        HttpRequest request = HttpRequest.newBuilder(network.node(node).uri().resolve("/metrics"))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Changes a byte in a node's store, and its checksum too if somebody does it on purpose.
    private void flip(int node, int at, boolean onPurpose) throws IOException {
        int chunk = at / CHUNK_BYTES;
        byte[] changed = Arrays.copyOfRange(layer, chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES);
        changed[at % CHUNK_BYTES] ^= (byte) 0xff;
        CRC32C sum = new CRC32C();
        sum.update(changed);
        long sums = layer.length + 32L * PieceTree.pieces(layer.length);
        try (FileChannel channel = FileChannel.open(stored(node), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(changed), (long) chunk * CHUNK_BYTES);
            if (onPurpose) {
                channel.write(
                        ByteBuffer.allocate(Integer.BYTES)
                                .putInt((int) sum.getValue())
                                .flip(),
                        sums + 4L * chunk);
            }
        }
    }
}
