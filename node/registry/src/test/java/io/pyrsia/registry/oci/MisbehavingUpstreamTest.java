package io.pyrsia.registry.oci;

import static io.pyrsia.registry.oci.TestNode.digest;
import static io.pyrsia.registry.oci.TestNode.header;
import static io.pyrsia.registry.oci.TestNode.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.registry.oci.TestNode.Told;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Upstreams that lie, break, stall, or are gone: clients get right bytes, or no success.
class MisbehavingUpstreamTest {

    private static final byte[] LAYER = new byte[1_000_000];
    private static final Digest LAYER_DIGEST;

    static {
        new Random(2).nextBytes(LAYER);
        LAYER_DIGEST = digest(LAYER);
    }

    private static final String TAG = "/v2/lib/image/manifests/1";
    private static final String BLOB = "/v2/lib/image/blobs/" + LAYER_DIGEST;
    private static final byte[] OLD = manifest("old");
    private static final byte[] NEW = manifest("new");

    private final Path folder;
    private final FakeUpstream upstream = new FakeUpstream();
    private final FakeUpstream mirror = new FakeUpstream();
    private final CountDownLatch released = new CountDownLatch(1);
    private TestNode node;

    MisbehavingUpstreamTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        node = new TestNode(folder, Told.of("docker.io=" + upstream.url()).forgetful());
    }

    private static byte[] manifest(String mark) {
        return ("{\"schemaVersion\":2,\"layers\":[],\"annotations\":{\"mark\":\"" + mark + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /// The same store, told something else.
    private void restart(Told told) throws Exception {
        node.close();
        node = new TestNode(folder, told);
    }

    @AfterEach
    void stop() throws Exception {
        released.countDown();
        node.close();
        upstream.close();
        mirror.close();
    }

    private void serveTag(byte[] manifest) {
        upstream.on(TAG, (asked, out) -> {
            FakeUpstream.head(
                    out,
                    "200 OK",
                    Map.of(
                            "Content-Type", Manifest.IMAGE,
                            "Docker-Content-Digest", digest(manifest).toString(),
                            "Content-Length", String.valueOf(manifest.length)));
            if (asked.method().equals("GET")) {
                out.write(manifest);
            }
        });
        upstream.serve("/v2/lib/image/manifests/" + digest(manifest), Manifest.IMAGE, manifest);
    }

    @Test
    void aTagThatMovedIsFollowedAndOneThatDidNotCostsNoBody() throws Exception {
        serveTag(OLD);
        assertArrayEquals(OLD, node.get(TAG).body());
        assertArrayEquals(OLD, node.get(TAG).body());
        assertEquals(1, upstream.asked("GET", TAG));
        assertEquals(1, upstream.asked("HEAD", TAG));
        serveTag(NEW);
        assertArrayEquals(NEW, node.get(TAG).body());
    }

    @Test
    void anUpstreamThatIsGoneOrFailsChangesNothingForWhatWasSeen() throws Exception {
        serveTag(OLD);
        assertArrayEquals(OLD, node.get(TAG).body());
        upstream.on(TAG, FakeUpstream.status("500 Internal Server Error"));
        assertArrayEquals(OLD, node.get(TAG).body());
        upstream.on(TAG, FakeUpstream.status("404 Not Found"));
        assertArrayEquals(OLD, node.get(TAG).body());
        upstream.close();
        assertArrayEquals(OLD, node.get(TAG).body());
        restart(Told.of("docker.io=" + upstream.url()).forgetful());
        assertArrayEquals(OLD, node.get(TAG).body());
        HttpResponse<byte[]> unseen = node.get(BLOB);
        assertEquals(503, unseen.statusCode());
        assertTrue(text(unseen).contains("docker.io cannot be asked"), text(unseen));
    }

    @Test
    void aSlowUpstreamIsNotWaitedForWhereSomethingIsKnown() throws Exception {
        serveTag(OLD);
        assertArrayEquals(OLD, node.get(TAG).body());
        upstream.on(TAG, (asked, out) -> released.await());
        assertArrayEquals(OLD, node.get(TAG).body());
    }

    @Test
    void aTagWhoseNewBytesCannotBeHadStaysWhatItWas() throws Exception {
        serveTag(OLD);
        assertArrayEquals(OLD, node.get(TAG).body());
        serveTag(NEW);
        upstream.serve("/v2/lib/image/manifests/" + digest(NEW), Manifest.IMAGE, OLD);
        assertArrayEquals(OLD, node.get(TAG).body());
    }

    @Test
    void flippedBytesNeverCompleteAndNothingOfThemStays() throws Exception {
        byte[] flipped = LAYER.clone();
        flipped[700_000] ^= 1;
        upstream.serve(BLOB, "application/octet-stream", flipped);
        assertThrows(IOException.class, () -> node.get(BLOB));
        assertFalse(node.store.contains(LAYER_DIGEST));
        assertFalse(node.store.contains(digest(flipped)));
        upstream.serve(BLOB, "application/octet-stream", LAYER);
        assertArrayEquals(LAYER, node.get(BLOB).body());
    }

    @Test
    void aSmallFileThatIsWrongIsRefusedWithASentence() throws Exception {
        String path = "/v2/lib/image/manifests/" + digest(OLD);
        upstream.serve(path, Manifest.IMAGE, NEW);
        HttpResponse<byte[]> wrong = node.get(path);
        assertEquals(502, wrong.statusCode());
        assertTrue(text(wrong).contains("gave other bytes"), text(wrong));
    }

    @Test
    void aBodyThatBreaksIsGoneOnWithWhereItBroke() throws Exception {
        upstream.on(BLOB, (asked, out) -> {
            if (!asked.header("range").isEmpty()) {
                FakeUpstream.good("application/octet-stream", LAYER).write(asked, out);
                return;
            }
            FakeUpstream.head(out, "200 OK", Map.of("Content-Length", "1000000"));
            out.write(LAYER, 0, 400_000);
        });
        assertArrayEquals(LAYER, node.get(BLOB).body());
        assertTrue(upstream.asked().getLast().header("range").startsWith("bytes="));
    }

    @Test
    void aBodyThatStallsIsGivenUp() throws Exception {
        restart(Told.of("docker.io=" + upstream.url()).stall(Duration.ofMillis(300)));
        upstream.on(BLOB, (asked, out) -> {
            FakeUpstream.head(out, "200 OK", Map.of("Content-Length", "1000000"));
            out.write(LAYER, 0, 400_000);
            out.flush();
            released.await();
        });
        assertThrows(IOException.class, () -> node.get(BLOB));
        assertFalse(node.store.contains(LAYER_DIGEST));
    }

    @Test
    void anEndlessManifestIsCutAtItsLimit() throws Exception {
        upstream.on(TAG, (asked, out) -> {
            FakeUpstream.head(out, "200 OK", Map.of("Content-Type", Manifest.IMAGE));
            while (true) {
                out.write(LAYER);
            }
        });
        HttpResponse<byte[]> endless = node.get(TAG);
        assertEquals(502, endless.statusCode());
        assertTrue(text(endless).contains("sends more than"), text(endless));
    }

    @Test
    void aBodyWithoutALengthIsServedOnlyWhenItIsComplete() throws Exception {
        upstream.on(BLOB, (asked, out) -> {
            FakeUpstream.head(out, "200 OK", Map.of());
            out.write(LAYER);
        });
        HttpResponse<byte[]> answer = node.get(BLOB);
        assertArrayEquals(LAYER, answer.body());
        assertEquals("1000000", header(answer, "Content-Length"));
    }

    @Test
    void theNextMirrorIsAskedWhenOneFails() throws Exception {
        mirror.serve(BLOB, "application/octet-stream", LAYER);
        restart(Told.of("docker.io=" + upstream.url() + ", docker.io=" + mirror.url()));
        upstream.on(BLOB, FakeUpstream.status("503 Service Unavailable"));
        assertArrayEquals(LAYER, node.get(BLOB).body());
        assertEquals(2, upstream.asked("GET", BLOB), "it is tried again before the next one is");
    }

    @Test
    void theNextUpstreamIsAskedForWhatOneDoesNotHave() throws Exception {
        mirror.serve(BLOB, "application/octet-stream", LAYER);
        restart(Told.of("one=" + upstream.url() + ", two=" + mirror.url()));
        assertArrayEquals(LAYER, node.get(BLOB).body());
    }

    @Test
    void notFoundIsRemembered() throws Exception {
        assertEquals(404, node.get(BLOB).statusCode());
        assertEquals(404, node.get(BLOB).statusCode());
        assertEquals(1, upstream.asked("GET", BLOB));
    }

    @Test
    void redirectsAreFollowedButNotInCirclesAndSecretsDoNotFollow() throws Exception {
        mirror.serve("/cdn", "application/octet-stream", LAYER);
        upstream.on(BLOB, (asked, out) -> {
            if (asked.header("authorization").isEmpty()) {
                FakeUpstream.head(
                        out,
                        "401 Unauthorized",
                        Map.of(
                                "WWW-Authenticate",
                                "Bearer realm=\"" + upstream.url()
                                        + "/token\",service=\"s\",scope=\"repository:lib/image:pull\"",
                                "Content-Length",
                                "0"));
            } else {
                FakeUpstream.head(
                        out,
                        "307 Temporary Redirect",
                        Map.of("Location", mirror.url() + "/cdn", "Content-Length", "0"));
            }
        });
        upstream.serve(
                "/token?service=s&scope=repository%3Alib%2Fimage%3Apull",
                "application/json", "{\"token\":\"abc\",\"expires_in\":300}".getBytes(StandardCharsets.UTF_8));
        assertArrayEquals(LAYER, node.get(BLOB).body());
        assertEquals("Bearer abc", upstream.asked().getLast().header("authorization"));
        assertEquals("", mirror.asked().getLast().header("authorization"));
        upstream.on(
                TAG,
                (asked, out) -> FakeUpstream.head(
                        out, "307 Temporary Redirect", Map.of("Location", TAG, "Content-Length", "0")));
        assertEquals(503, node.get(TAG).statusCode());
    }

    @Test
    void junkInsteadOfHttpIsAFailureLikeAnyOther() throws Exception {
        upstream.on(BLOB, (asked, out) -> out.write(LAYER, 0, 1000));
        assertEquals(503, node.get(BLOB).statusCode());
        upstream.on(
                TAG,
                (asked, out) -> FakeUpstream.head(
                        out, "200 OK", Map.of("Docker-Content-Digest", "sha256:short", "Content-Length", "0")));
        assertEquals(502, node.get(TAG).statusCode());
    }
}
