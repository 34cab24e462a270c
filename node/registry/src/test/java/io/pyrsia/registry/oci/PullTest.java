package io.pyrsia.registry.oci;

import static io.pyrsia.registry.oci.TestNode.digest;
import static io.pyrsia.registry.oci.TestNode.header;
import static io.pyrsia.registry.oci.TestNode.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.registry.Glob;
import io.pyrsia.registry.Upstream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pulls through a node from an upstream that behaves.
class PullTest {

    private static final byte[] LAYER = new byte[3_000_000];
    private static final Digest LAYER_DIGEST;
    private static final byte[] MANIFEST;

    static {
        new Random(1).nextBytes(LAYER);
        LAYER_DIGEST = digest(LAYER);
        MANIFEST = ("{\"schemaVersion\":2,\"mediaType\":\"" + Manifest.IMAGE + "\",\"layers\":[{\"digest\":\""
                        + LAYER_DIGEST + "\",\"size\":3000000}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static final String TAG = "/v2/lib/image/manifests/1";
    private static final String BLOB = "/v2/lib/image/blobs/" + LAYER_DIGEST;

    private final FakeUpstream upstream = new FakeUpstream();
    private final TestNode node;

    PullTest(@TempDir Path folder) throws Exception {
        upstream.serve(TAG, Manifest.IMAGE, MANIFEST)
                .serve("/v2/lib/image/manifests/" + digest(MANIFEST), Manifest.IMAGE, MANIFEST)
                .serve(BLOB, "application/octet-stream", LAYER);
        node = new TestNode(
                folder,
                TestNode.Told.of("docker.io=" + upstream.url())
                        .lists(new Upstream.Lists(List.of(), List.of(Glob.parse("docker.io/evil/*")))));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        upstream.close();
    }

    @Test
    void aTagIsAskedForOnceAndThenServedWithoutTheUpstream() throws Exception {
        HttpResponse<byte[]> cold = node.get(TAG);
        assertEquals(200, cold.statusCode());
        assertArrayEquals(MANIFEST, cold.body());
        assertEquals(Manifest.IMAGE, header(cold, "Content-Type"));
        assertEquals(digest(MANIFEST).toString(), header(cold, "Docker-Content-Digest"));
        upstream.close();
        assertArrayEquals(MANIFEST, node.get(TAG).body());
        assertArrayEquals(
                MANIFEST,
                node.get("/v2/lib/image/manifests/" + digest(MANIFEST)).body());
        HttpResponse<byte[]> head = node.head(TAG);
        assertEquals(String.valueOf(MANIFEST.length), header(head, "Content-Length"));
        assertEquals(0, head.body().length);
        assertEquals(1, upstream.asked().size());
        assertEquals(304, node.get(TAG, "If-None-Match", header(cold, "ETag")).statusCode());
    }

    @Test
    void aBlobIsTheSameColdWarmAndInParts() throws Exception {
        assertEquals("3000000", header(node.head(BLOB), "Content-Length"));
        HttpResponse<byte[]> cold = node.get(BLOB);
        assertArrayEquals(LAYER, cold.body());
        upstream.close();
        // The client has all of it before the disk has: what is asked now does not wait for that, nor need the
        // upstream.
        assertEquals("3000000", header(node.head(BLOB), "Content-Length"));
        assertArrayEquals(LAYER, node.get(BLOB).body());
        HttpResponse<byte[]> part = node.get(BLOB, "Range", "bytes=1000000-1000009");
        assertEquals(206, part.statusCode());
        assertEquals("bytes 1000000-1000009/3000000", header(part, "Content-Range"));
        assertArrayEquals(Arrays.copyOfRange(LAYER, 1_000_000, 1_000_010), part.body());
        assertArrayEquals(
                Arrays.copyOfRange(LAYER, 2_999_990, 3_000_000),
                node.get(BLOB, "Range", "bytes=-10").body());
        assertEquals(416, node.get(BLOB, "Range", "bytes=3000000-").statusCode());
        assertEquals(200, node.get(BLOB, "Range", "bytes=5-1").statusCode());
        HttpResponse<byte[]> changed = node.get(BLOB, "Range", "bytes=0-9", "If-Range", "\"other\"");
        assertEquals(200, changed.statusCode());
    }

    @Test
    void manyRangesComeAsParts() throws Exception {
        HttpResponse<byte[]> parts = node.get(BLOB, "Range", "bytes=0-4, 2999999-, 100-101");
        assertEquals(206, parts.statusCode());
        assertTrue(header(parts, "Content-Type").startsWith("multipart/byteranges; boundary="));
        String body = new String(parts.body(), StandardCharsets.ISO_8859_1);
        assertTrue(body.contains("Content-Range: bytes 0-4/3000000\r\n\r\n"
                + new String(LAYER, 0, 5, StandardCharsets.ISO_8859_1) + "\r\n--"));
        assertTrue(body.contains("Content-Range: bytes 2999999-2999999/3000000\r\n\r\n"
                + new String(LAYER, 2_999_999, 1, StandardCharsets.ISO_8859_1) + "\r\n--"));
        assertEquals(parts.body().length, Integer.parseInt(header(parts, "Content-Length")));
    }

    @Test
    void bytesReachEveryoneWhileTheyArriveAndTheUpstreamIsAskedOnce() throws Exception {
        CountDownLatch others = new CountDownLatch(1);
        upstream.on(BLOB, (asked, out) -> {
            FakeUpstream.head(out, "200 OK", java.util.Map.of("Content-Length", "3000000"));
            out.write(LAYER, 0, 2_000_000);
            out.flush();
            others.await();
            out.write(LAYER, 2_000_000, 1_000_000);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch begun = new CountDownLatch(8);
            List<Future<byte[]>> clients = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                clients.add(threads.submit(() -> {
                    HttpResponse<InputStream> answer =
                            node.client.send(node.request(BLOB).build(), BodyHandlers.ofInputStream());
                    byte[] body = new byte[LAYER.length];
                    answer.body().readNBytes(body, 0, 1_500_000);
                    begun.countDown();
                    answer.body().readNBytes(body, 1_500_000, 1_500_000);
                    return body;
                }));
            }
            // Each has half of it while the upstream still holds back the rest.
            begun.await();
            others.countDown();
            for (Future<byte[]> client : clients) {
                assertArrayEquals(LAYER, client.get());
            }
        }
        assertEquals(1, upstream.asked("GET", BLOB));
    }

    @Test
    void aMirrorsClientNamesTheRegistryItMeans() throws Exception {
        assertEquals(200, node.get(TAG + "?ns=docker.io").statusCode());
        HttpResponse<byte[]> other = node.get(TAG + "?ns=ghcr.io");
        assertEquals(404, other.statusCode());
        assertTrue(text(other).contains("no upstream is called ghcr.io"), text(other));
    }

    @Test
    void whatIsDeniedIsNotAskedFor() throws Exception {
        HttpResponse<byte[]> denied = node.get("/v2/evil/image/manifests/1");
        assertEquals(403, denied.statusCode());
        assertTrue(text(denied).contains("\"DENIED\""), text(denied));
        assertTrue(upstream.asked().isEmpty());
    }

    @Test
    void tagsAndReferrersComeFromTheUpstream() throws Exception {
        String subject = digest(MANIFEST).toString();
        byte[] index = ("{\"schemaVersion\":2,\"manifests\":[{\"artifactType\":\"a/b\",\"digest\":\"" + LAYER_DIGEST
                        + "\"},{\"artifactType\":\"c/d\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        upstream.serve(
                "/v2/lib/image/tags/list?n=2",
                "application/json",
                "{\"name\":\"x\",\"tags\":[\"1\",\"2\"]}".getBytes(StandardCharsets.UTF_8));
        HttpResponse<byte[]> tags = node.get("/v2/lib/image/tags/list?n=2");
        assertEquals("{\"name\":\"lib/image\",\"tags\":[\"1\",\"2\"]}", text(tags));
        assertTrue(header(tags, "Link").contains("last=2&n=2"), header(tags, "Link"));
        String fallback = "/v2/lib/image/manifests/" + subject.replace(':', '-');
        upstream.serve(fallback, Manifest.INDEX, index);
        HttpResponse<byte[]> referrers = node.get("/v2/lib/image/referrers/" + subject + "?artifactType=a/b");
        assertEquals("artifactType", header(referrers, "OCI-Filters-Applied"));
        assertTrue(text(referrers).contains(LAYER_DIGEST.toString()), text(referrers));
        assertTrue(!text(referrers).contains("c/d"), text(referrers));
    }
}
