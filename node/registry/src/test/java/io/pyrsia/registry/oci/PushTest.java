package io.pyrsia.registry.oci;

import static io.pyrsia.registry.oci.TestNode.digest;
import static io.pyrsia.registry.oci.TestNode.header;
import static io.pyrsia.registry.oci.TestNode.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.registry.oci.TestNode.Told;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pushes into the node's own repositories.
class PushTest {

    private static final byte[] BLOB = "some bytes".getBytes(StandardCharsets.UTF_8);
    private static final String UPLOADS = "/v2/local/image/blobs/uploads/";

    private final TestNode node;

    PushTest(@TempDir Path folder) throws Exception {
        node = new TestNode(folder, Told.of(""));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = node.authorised(path).method(method, BodyPublishers.ofByteArray(body));
        return node.send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<byte[]> pushBlob(String repository, byte[] blob) throws Exception {
        return send("POST", "/v2/" + repository + "/blobs/uploads/?digest=" + digest(blob), blob);
    }

    private HttpResponse<byte[]> pushManifest(String reference, String manifest) throws Exception {
        return send(
                "PUT",
                "/v2/local/image/manifests/" + reference,
                manifest.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                Manifest.IMAGE);
    }

    private static String manifest(String mark, String more) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + Manifest.IMAGE + "\",\"layers\":[{\"digest\":\"" + digest(BLOB)
                + "\"}],\"annotations\":{\"mark\":\"" + mark + "\"}" + more + "}";
    }

    @Test
    void onlyWhoHoldsTheRightMayPushAndOnlyIntoTheNodesOwn() throws Exception {
        HttpResponse<byte[]> stranger = node.send(node.request(UPLOADS).method("POST", BodyPublishers.noBody()));
        assertEquals(401, stranger.statusCode());
        assertTrue(header(stranger, "WWW-Authenticate").startsWith("Bearer realm=\"http://127.0.0.1:"));
        HttpResponse<byte[]> elsewhere = send("POST", "/v2/library/alpine/blobs/uploads/", new byte[0]);
        assertEquals(403, elsewhere.statusCode());
        assertTrue(text(elsewhere).contains("\"DENIED\""), text(elsewhere));
        String basic = "Basic "
                + Base64.getEncoder().encodeToString(("me:" + TestNode.SECRET).getBytes(StandardCharsets.UTF_8));
        HttpResponse<byte[]> known =
                node.send(node.request(UPLOADS).header("Authorization", basic).method("POST", BodyPublishers.noBody()));
        assertEquals(202, known.statusCode());
    }

    @Test
    void aBlobComesAtOnceOrInPartsAndMustBeWhatItSays() throws Exception {
        assertEquals(201, pushBlob("local/image", BLOB).statusCode());
        assertArrayEquals(
                BLOB, node.get("/v2/local/image/blobs/" + digest(BLOB)).body());
        String upload = header(send("POST", UPLOADS, new byte[0]), "Location");
        assertEquals(
                202,
                send("PATCH", upload, new byte[] {1, 2}, "Content-Range", "0-1").statusCode());
        HttpResponse<byte[]> gap = send("PATCH", upload, new byte[] {9}, "Content-Range", "5-5");
        assertEquals(416, gap.statusCode());
        assertEquals("0-1", header(gap, "Range"));
        assertEquals("0-1", header(send("GET", upload, new byte[0]), "Range"));
        Digest sha512 = Digest.of(Digest.Algorithm.SHA512, Bytes.of(1, 2, 3));
        assertEquals(
                201, send("PUT", upload + "?digest=" + sha512, new byte[] {3}).statusCode());
        assertArrayEquals(
                new byte[] {1, 2, 3},
                node.get("/v2/local/image/blobs/" + sha512).body());
        HttpResponse<byte[]> wrong = send("POST", UPLOADS + "?digest=" + digest(BLOB), new byte[] {1});
        assertEquals(400, wrong.statusCode());
        assertTrue(text(wrong).contains("\"DIGEST_INVALID\""), text(wrong));
        assertEquals(404, send("PATCH", upload, new byte[] {4}).statusCode(), "it is over");
    }

    @Test
    void aBlobIsMountedFromAnotherRepositoryAndDeletedInEachByItself() throws Exception {
        pushBlob("local/image", BLOB);
        String mount = "/v2/local/other/blobs/uploads/?mount=" + digest(BLOB) + "&from=local/image";
        assertEquals(201, send("POST", mount, new byte[0]).statusCode());
        String there = "/v2/local/image/blobs/" + digest(BLOB);
        assertEquals(202, send("DELETE", there, new byte[0]).statusCode());
        assertEquals(404, node.get(there).statusCode());
        assertEquals(404, send("DELETE", there, new byte[0]).statusCode());
        assertArrayEquals(
                BLOB, node.get("/v2/local/other/blobs/" + digest(BLOB)).body());
    }

    @Test
    void tagsComeInPagesAndGoWithTheirManifest() throws Exception {
        assertEquals(404, node.get("/v2/local/image/tags/list").statusCode());
        pushBlob("local/image", BLOB);
        String manifest = manifest("x", "");
        for (String tag : new String[] {"b", "a", "c"}) {
            assertEquals(201, pushManifest(tag, manifest).statusCode());
        }
        HttpResponse<byte[]> first = node.get("/v2/local/image/tags/list?n=2");
        assertEquals("{\"name\":\"local/image\",\"tags\":[\"a\",\"b\"]}", text(first));
        assertEquals("</v2/local/image/tags/list?last=b&n=2>; rel=\"next\"", header(first, "Link"));
        assertEquals(
                "{\"name\":\"local/image\",\"tags\":[\"c\"]}", text(node.get("/v2/local/image/tags/list?n=2&last=b")));
        assertEquals(
                202, send("DELETE", "/v2/local/image/manifests/a", new byte[0]).statusCode());
        assertEquals(404, node.get("/v2/local/image/manifests/a").statusCode());
        String digest = digest(manifest.getBytes(StandardCharsets.UTF_8)).toString();
        assertEquals(
                202,
                send("DELETE", "/v2/local/image/manifests/" + digest, new byte[0])
                        .statusCode());
        assertEquals(404, node.get("/v2/local/image/manifests/b").statusCode());
    }

    @Test
    void aManifestNeedsItsBlobsAndATrueName() throws Exception {
        HttpResponse<byte[]> early = pushManifest("1", manifest("x", ""));
        assertEquals(404, early.statusCode());
        assertTrue(text(early).contains("\"MANIFEST_BLOB_UNKNOWN\""), text(early));
        pushBlob("local/image", BLOB);
        assertEquals(
                400, pushManifest(digest(BLOB).toString(), manifest("x", "")).statusCode());
        assertEquals(400, pushManifest("1", "{").statusCode());
        assertEquals(400, pushManifest("1", manifest("x", ",\"layers\":[]")).statusCode(), "a name twice");
    }

    @Test
    void statementsAreListedByTheirSubject() throws Exception {
        pushBlob("local/image", BLOB);
        Digest subject = digest(BLOB);
        String statement = manifest("s", ",\"artifactType\":\"a/b\",\"subject\":{\"digest\":\"" + subject + "\"}");
        HttpResponse<byte[]> pushed = pushManifest("statement", statement);
        assertEquals(subject.toString(), header(pushed, "OCI-Subject"));
        String list = "/v2/local/image/referrers/" + subject;
        assertTrue(text(node.get(list)).contains("\"artifactType\":\"a/b\""), text(node.get(list)));
        assertTrue(text(node.get(list + "?artifactType=c/d")).contains("\"manifests\":[]"));
        assertEquals(Manifest.INDEX, header(node.get(list), "Content-Type"));
    }

    @Test
    void dockersTokenDanceGivesEverybodyAToken() throws Exception {
        HttpResponse<byte[]> base = node.get("/v2/");
        assertEquals(401, base.statusCode());
        assertTrue(text(node.get("/v2/token")).contains("\"token\":\"anonymous\""));
        assertEquals(200, node.get("/v2/", "Authorization", "Bearer anonymous").statusCode());
    }
}
