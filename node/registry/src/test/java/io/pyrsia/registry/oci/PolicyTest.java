package io.pyrsia.registry.oci;

import static io.pyrsia.registry.oci.TestNode.digest;
import static io.pyrsia.registry.oci.TestNode.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.trust.Trust;
import io.pyrsia.registry.Observer;
import io.pyrsia.registry.TrustLog;
import io.pyrsia.registry.oci.TestNode.Told;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the log says decides what is served.
class PolicyTest {

    private static final byte[] LAYER = "a layer".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "another layer".getBytes(StandardCharsets.UTF_8);
    private static final byte[] MANIFEST = ("{\"schemaVersion\":2,\"layers\":[{\"digest\":\"" + digest(LAYER) + "\"}]}")
            .getBytes(StandardCharsets.UTF_8);
    private static final String TAG = "/v2/lib/image/manifests/1";
    private static final String BY_DIGEST = "/v2/lib/image/manifests/" + digest(MANIFEST);
    private static final String BLOB = "/v2/lib/image/blobs/";

    private final Map<Purl, TrustLog.Logged> entries = new ConcurrentHashMap<>();
    private final List<Observer.Seen> seen = new CopyOnWriteArrayList<>();
    private volatile boolean isRegistry;

    private final FakeUpstream upstream = new FakeUpstream();
    private final TestNode node;

    PolicyTest(@TempDir Path folder) throws Exception {
        upstream.serve(TAG, Manifest.IMAGE, MANIFEST)
                .serve(BY_DIGEST, Manifest.IMAGE, MANIFEST)
                .serve(BLOB + digest(LAYER), "application/octet-stream", LAYER)
                .serve(BLOB + digest(OTHER), "application/octet-stream", OTHER)
                .serve("/v2/free/image/manifests/1", Manifest.IMAGE, MANIFEST)
                .serve("/v2/free/image/manifests/" + digest(MANIFEST), Manifest.IMAGE, MANIFEST);
        Told told = Told.of("docker.io=" + upstream.url()).require("any docker.io/free/*, TRUSTED *");
        node = new TestNode(folder, told, new Log(), new Registry());
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        upstream.close();
    }

    private void say(Trust trust) throws Malformed {
        entries.put(Purl.parse("pkg:docker/lib/image@1"), new TrustLog.Logged(digest(MANIFEST), trust));
    }

    @Test
    void whatTheLogDoesNotKnowIsRefusedInDockersForm() throws Exception {
        HttpResponse<byte[]> refused = node.get(TAG);
        assertEquals(403, refused.statusCode());
        assertTrue(text(refused).contains("\"code\":\"DENIED\""), text(refused));
        assertTrue(text(refused).contains("is not in the log, and this node's policy requires TRUSTED"), text(refused));
        assertEquals(403, node.get(BY_DIGEST).statusCode());
        assertEquals(403, node.get(BLOB + digest(LAYER)).statusCode());
        assertTrue(upstream.asked().isEmpty());
        assertEquals(200, node.get("/v2/free/image/manifests/1").statusCode());
    }

    @Test
    void anAcceptedImageComesWithItsLayersAndNothingElse() throws Exception {
        say(Trust.VERIFIED);
        assertEquals(403, node.get(BLOB + digest(LAYER)).statusCode(), "nobody has seen that it is a part");
        assertArrayEquals(MANIFEST, node.get(TAG).body());
        assertArrayEquals(MANIFEST, node.get(BY_DIGEST).body());
        assertArrayEquals(LAYER, node.get(BLOB + digest(LAYER)).body());
        assertEquals(403, node.get(BLOB + digest(OTHER)).statusCode());
    }

    @Test
    void lessThanRequiredIsRefusedAndSaysWhatItIs() throws Exception {
        say(Trust.UNTRUSTED);
        assertTrue(text(node.get(TAG)).contains("is UNTRUSTED"), text(node.get(TAG)));
    }

    @Test
    void whatWasRemovedIsServedNoMore() throws Exception {
        say(Trust.VERIFIED);
        assertEquals(200, node.get(TAG).statusCode());
        say(Trust.REMOVED);
        assertEquals(403, node.get(TAG).statusCode());
        assertEquals(403, node.get(BLOB + digest(LAYER)).statusCode());
        assertEquals(
                403, node.get("/v2/free/image/manifests/" + digest(MANIFEST)).statusCode());
    }

    @Test
    void otherBytesThanTheLogNamesAreRefused() throws Exception {
        entries.put(Purl.parse("pkg:docker/lib/image@1"), new TrustLog.Logged(digest(OTHER), Trust.VERIFIED));
        assertEquals(404, node.get(TAG).statusCode(), "the upstream does not have what the log names");
    }

    @Test
    void theLogSaysWhatATagMeansWhenItsUpstreamIsGone() throws Exception {
        assertEquals(
                200, node.get("/v2/free/image/manifests/" + digest(MANIFEST)).statusCode());
        upstream.close();
        assertEquals(503, node.get("/v2/free/image/manifests/1").statusCode(), "nobody can say what it means");
        entries.put(Purl.parse("pkg:docker/free/image@1"), new TrustLog.Logged(digest(MANIFEST), Trust.REMOVED));
        assertEquals(403, node.get("/v2/free/image/manifests/1").statusCode());
        entries.put(Purl.parse("pkg:docker/free/image@1"), new TrustLog.Logged(digest(MANIFEST), Trust.UNTRUSTED));
        assertArrayEquals(MANIFEST, node.get("/v2/free/image/manifests/1").body());
        assertEquals(200, node.head("/v2/free/image/manifests/1").statusCode());
    }

    @Test
    void aTrustedRegistrysNodeStatesWhatItSaw() throws Exception {
        isRegistry = true;
        assertArrayEquals(MANIFEST, node.get(TAG).body());
        assertArrayEquals(LAYER, node.get(BLOB + digest(LAYER)).body());
        assertEquals(1, seen.size());
        Observer.Seen said = seen.getFirst();
        assertEquals("pkg:docker/lib/image@1", said.purl().toString());
        assertEquals(digest(MANIFEST), said.sha256());
        assertEquals(upstream.url() + TAG, said.url());
        assertTrue(said.isMoving());
    }

    private final class Log implements TrustLog {

        @Override
        public Optional<Logged> named(Purl purl) {
            return Optional.ofNullable(entries.get(purl));
        }

        @Override
        public Optional<Trust> trustOf(Digest digest) {
            return entries.values().stream()
                    .filter(logged -> logged.sha256().equals(digest))
                    .map(Logged::trust)
                    .findFirst();
        }
    }

    private final class Registry implements Observer {

        @Override
        public boolean isTrusted() {
            return isRegistry;
        }

        @Override
        public void seen(Seen what) {
            seen.add(what);
        }
    }
}
