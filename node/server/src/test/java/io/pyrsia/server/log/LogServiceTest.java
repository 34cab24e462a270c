package io.pyrsia.server.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.helidon.webserver.WebServer;
import io.pyrsia.log.Edge;
import io.pyrsia.log.EntryBundle;
import io.pyrsia.log.LogPath;
import io.pyrsia.log.Tile;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log over HTTP as any client of tlog-tiles asks for it.
class LogServiceTest {

    private static final int SIZE = 70_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Bytes> entries =
            IntStream.range(0, SIZE).mapToObj(Bytes::ofUnsignedInt).toList();

    @TempDir
    private Path folder;

    private Database store;
    private WebServer server;

    @BeforeEach
    void serve() {
        store = Database.open(folder.resolve("store"), StorageSettings.small());
        LogWriter writer = new LogWriter(new StoredLog(store), Edge.EMPTY);
        for (int from = 0; from < SIZE; from += 7_000) {
            Batch batch = new Batch();
            writer.append(batch::put, entries.subList(from, from + 7_000));
            store.commit(batch);
        }
        PublishedNotes notes = new PublishedNotes() {
            @Override
            public Optional<Bytes> checkpoint() {
                return Optional.of(text("the newest"));
            }

            @Override
            public Optional<Bytes> handoff(long epoch) {
                return epoch == 3 ? Optional.of(text("the third")) : Optional.empty();
            }
        };
        server = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .routing(routing -> routing.register("/log", new LogService(store, notes)))
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        server.stop();
        store.close();
        client.close();
    }

    @Test
    void tilesAreServedAtAnyWidthTheyEverHad() throws Exception {
        StoredLog log = new StoredLog(store);
        for (Tile tile : List.of(
                new Tile(0, 0, 256),
                new Tile(0, 272, 256),
                new Tile(0, 273, 112),
                new Tile(0, 273, 1),
                new Tile(1, 0, 256),
                new Tile(1, 1, 17),
                new Tile(2, 0, 1))) {
            HttpResponse<byte[]> answer = get(new LogPath.Hashes(tile).text());
            assertEquals(200, answer.statusCode(), tile.toString());
            assertArrayEquals(log.read(tile).toArray(), answer.body());
            assertHeaders(answer, "application/octet-stream", "public, max-age=31536000, immutable");
        }
    }

    @Test
    void entriesAreServedInBundles() throws Exception {
        for (LogPath.Entries path :
                List.of(new LogPath.Entries(0, 256), new LogPath.Entries(273, 112), new LogPath.Entries(27, 3))) {
            HttpResponse<byte[]> answer = get(path.text());
            int from = (int) path.index() * 256;
            assertEquals(EntryBundle.encode(entries.subList(from, from + path.width())), Bytes.wrap(answer.body()));
            assertHeaders(answer, "application/octet-stream", "public, max-age=31536000, immutable");
        }
    }

    @Test
    void notesAreTextsThatAreAskedForAgain() throws Exception {
        HttpResponse<byte[]> checkpoint = get("checkpoint");
        assertEquals(text("the newest"), Bytes.wrap(checkpoint.body()));
        assertHeaders(checkpoint, "text/plain; charset=utf-8", "no-cache");
        assertEquals(text("the third"), Bytes.wrap(get("handoff/3").body()));
        assertEquals(404, get("handoff/4").statusCode());
    }

    @Test
    void whatIsNotThereOrSpelledOtherwiseIsNotFound() throws Exception {
        for (String path : List.of(
                "tile/0/273",
                "tile/0/273.p/113",
                "tile/0/274.p/1",
                "tile/0/274",
                "tile/1/001",
                "tile/2/000.p/2",
                "tile/entries/273",
                "tile/entries/273.p/113",
                "tile/entries/x999/999",
                "tile/0/000.p/256",
                "tile/0/000.p/0",
                "tile/0/0",
                "tile/0/x000/000",
                "tile/8/000",
                "tile/-1/000",
                "tile/0/000/",
                "checkpoint/",
                "x".repeat(500),
                "")) {
            HttpResponse<byte[]> answer = get(path);
            assertEquals(404, answer.statusCode(), path);
            assertEquals(0, answer.body().length, path);
        }
        HttpResponse<byte[]> post = client.send(
                request("checkpoint")
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                BodyHandlers.ofByteArray());
        assertNotEquals(200, post.statusCode());
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).GET().build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/log/" + path));
    }

    private static void assertHeaders(HttpResponse<byte[]> answer, String type, String keep) {
        assertEquals(Optional.of(type), answer.headers().firstValue("Content-Type"));
        assertEquals(Optional.of(keep), answer.headers().firstValue("Cache-Control"));
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
