package io.pyrsia.builder.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.client.api.BuildAnswer;
import io.pyrsia.client.json.RecordJson;
import io.pyrsia.client.pod.Parcel;
import io.pyrsia.client.pod.Seal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterTest {

    private static final Seal SEAL = Seal.of("a secret");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static HttpResponse<byte[]> ask(HttpClient client, Counter counter, String method, String path, String seal)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + counter.port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header(Parcel.SEAL, seal)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    @Test
    void aParcelIsSealedAndEndsWhenItsOwnerHasIt() throws Exception {
        Shelf shelf = new Shelf(folder);
        Digest blob = shelf.give(Instant.EPOCH, Bytes.wrap("bytes".getBytes(StandardCharsets.UTF_8)));
        Digest empty = shelf.give(Instant.EPOCH, Bytes.EMPTY);
        Parcel parcel = new Parcel(new BuildAnswer.CannotBuild("why"), shelf.digests());
        assertEquals(2, parcel.blobs().size());
        try (HttpClient client = HttpClient.newHttpClient();
                Counter counter = Counter.open(0, parcel, shelf, SEAL)) {
            HttpResponse<byte[]> given = ask(client, counter, "GET", "/parcel", "");
            Bytes body = Bytes.wrap(given.body());
            String seal = given.headers().firstValue(Parcel.SEAL).orElseThrow();
            assertTrue(SEAL.isOn(body, seal));
            assertTrue(!Seal.of("another").isOn(body, seal) && !SEAL.isOn(Bytes.EMPTY, seal));
            assertEquals(
                    parcel, RecordJson.read(Parcel.class, JsonReader.read(body, 1 << 16), RecordJson.Unknown.REFUSED));
            assertEquals(
                    "bytes",
                    new String(
                            ask(client, counter, "GET", "/parcel/" + blob, "").body(), StandardCharsets.UTF_8));
            assertEquals(0, ask(client, counter, "GET", "/parcel/" + empty, "").body().length);
            for (String other : List.of("/parcel/..", "/parcel/sha256:00", "/parcel/task.json", "/parcelx")) {
                assertEquals(404, ask(client, counter, "GET", other, "").statusCode(), other);
            }
            assertEquals(405, ask(client, counter, "POST", "/parcel", "").statusCode());
            assertEquals(403, ask(client, counter, "DELETE", "/parcel", seal).statusCode());
            assertTrue(!counter.await(Duration.ZERO), "a stranger ended it");
            assertEquals(
                    204,
                    ask(client, counter, "DELETE", "/parcel", SEAL.text(Parcel.TAKEN))
                            .statusCode());
            assertTrue(counter.await(Duration.ofMinutes(1)));
        }
    }
}
