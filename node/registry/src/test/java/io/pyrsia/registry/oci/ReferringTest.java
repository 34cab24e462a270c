package io.pyrsia.registry.oci;

import static io.pyrsia.registry.oci.TestNode.digest;
import static io.pyrsia.registry.oci.TestNode.header;
import static io.pyrsia.registry.oci.TestNode.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.ledger.entry.Artifact;
import io.pyrsia.registry.Attestations.Attestation;
import io.pyrsia.storage.blob.BlobWriter;
import io.pyrsia.storage.blob.Expectation;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.tuweni.bytes.Bytes32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Attestations of published files as artifacts that refer to them, in any repository, with the upstream and without.
class ReferringTest {

    private static final Digest FILE = digest("a jar".getBytes(StandardCharsets.UTF_8));
    private static final byte[] ENVELOPE = "an envelope".getBytes(StandardCharsets.UTF_8);
    private static final String LIST = "/v2/lib/image/referrers/" + FILE;

    private final FakeUpstream upstream = new FakeUpstream();
    private final TestNode node;

    ReferringTest(@TempDir Path folder) throws Exception {
        Artifact jar = new Artifact(
                Purl.parse("pkg:maven/org.example/thing@1.0#thing.jar"), FILE, null, 5, Bytes32.ZERO, "a/jar");
        Attestation attestation = new Attestation(
                jar, "a/predicate", new NodeId(Bytes32.repeat((byte) 1)), digest(ENVELOPE), ENVELOPE.length, 7);
        node = new TestNode(
                folder,
                TestNode.Told.of("docker.io=" + upstream.url()),
                file -> file.equals(FILE) ? List.of(attestation) : List.of());
        try (BlobWriter writer = node.store.write(Expectation.of(digest(ENVELOPE)))) {
            writer.write(ENVELOPE, 0, ENVELOPE.length);
            writer.commit();
        }
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        upstream.close();
    }

    private static List<Json> listed(HttpResponse<byte[]> answer) throws Exception {
        assertEquals(200, answer.statusCode(), text(answer));
        return ((Json.Obj) JsonReader.read(text(answer))).array("manifests");
    }

    @Test
    void theEnvelopeIsReachedFromTheFile() throws Exception {
        Json.Obj descriptor = (Json.Obj) listed(node.get(LIST)).getFirst();
        assertEquals("application/vnd.in-toto+json", descriptor.text("artifactType"));
        assertEquals("a/predicate", descriptor.object("annotations").text("in-toto.io/predicate-type"));
        String path = "/v2/lib/image/manifests/" + descriptor.text("digest");
        HttpResponse<byte[]> manifest = node.get(path);
        assertEquals(Manifest.IMAGE, header(manifest, "Content-Type"));
        assertEquals(descriptor.text("digest"), digest(manifest.body()).toString());
        assertEquals(200, node.head(path).statusCode());
        Json.Obj subject = ((Json.Obj) JsonReader.read(text(manifest))).object("subject");
        assertEquals(FILE.toString(), subject.text("digest"));
        String blob = "/v2/local/elsewhere/blobs/" + digest(ENVELOPE);
        assertArrayEquals(ENVELOPE, node.get(blob).body());
        assertEquals("11", header(node.head(blob), "Content-Length"));
    }

    @Test
    void toolsAskForOneKind() throws Exception {
        assertEquals(
                1,
                listed(node.get(LIST + "?artifactType=application/vnd.in-toto%2Bjson"))
                        .size());
        assertEquals(0, listed(node.get(LIST + "?artifactType=a/b")).size());
    }

    @Test
    void whatTheUpstreamHasStandsBehind() throws Exception {
        upstream.serve(
                LIST, Manifest.INDEX, "{\"manifests\":[{\"artifactType\":\"a/b\"}]}".getBytes(StandardCharsets.UTF_8));
        assertEquals(2, listed(node.get(LIST)).size());
        assertEquals(2, listed(node.get(LIST)).size());
    }

    @Test
    void anUpstreamThatIsDownIsSaidToBe() throws Exception {
        upstream.close();
        HttpResponse<byte[]> answer = node.get(LIST);
        assertEquals(1, listed(answer).size());
        assertEquals("199 pyrsia \"the upstream was asked and does not answer\"", header(answer, "Warning"));
        assertEquals(
                0,
                listed(node.get("/v2/local/image/referrers/" + digest(ENVELOPE)))
                        .size());
    }
}
