package io.pyrsia.registry.oci;

import static io.pyrsia.registry.oci.TestNode.digest;
import static io.pyrsia.registry.oci.TestNode.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.seam.ManualClock;
import io.pyrsia.registry.Ecosystem.Question;
import io.pyrsia.registry.Item;
import io.pyrsia.registry.Refusal;
import io.pyrsia.registry.Upstream;
import io.pyrsia.registry.oci.TestNode.Told;
import io.pyrsia.registry.upstream.Answer;
import io.pyrsia.registry.upstream.Patience;
import io.pyrsia.registry.upstream.UpstreamClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who gave wrong bytes is left alone with that question for a while.
class LyingMirrorTest {

    private static final byte[] LAYER = new byte[300_000];
    private static final byte[] FLIPPED;
    private static final Digest DIGEST;

    static {
        new Random(4).nextBytes(LAYER);
        DIGEST = digest(LAYER);
        FLIPPED = LAYER.clone();
        FLIPPED[200_000] ^= 1;
    }

    private static final String BLOB = "/v2/lib/image/blobs/" + DIGEST;

    @TempDir
    Path folder;

    private final FakeUpstream liar = new FakeUpstream();
    private final FakeUpstream honest = new FakeUpstream();

    LyingMirrorTest() throws IOException {
        liar.serve(BLOB, "application/octet-stream", FLIPPED);
        honest.serve(BLOB, "application/octet-stream", LAYER);
    }

    @AfterEach
    void stop() throws Exception {
        liar.close();
        honest.close();
    }

    private TestNode node(String upstreams) throws Exception {
        return new TestNode(folder, Told.of(upstreams).penalty(Duration.ofHours(1)));
    }

    @Test
    void theOthersAreAskedNext() throws Exception {
        try (TestNode node = node("docker.io=" + liar.url() + ", docker.io=" + honest.url())) {
            assertThrows(IOException.class, () -> node.get(BLOB));
            assertArrayEquals(LAYER, node.get(BLOB).body());
            assertEquals(1, liar.asked("GET", BLOB));
        }
    }

    @Test
    void ifThereAreNoOthersTheClientHearsWhy() throws Exception {
        try (TestNode node = node("docker.io=" + liar.url())) {
            assertThrows(IOException.class, () -> node.get(BLOB));
            HttpResponse<byte[]> next = node.get(BLOB);
            assertEquals(503, next.statusCode());
            assertTrue(text(next).contains("gave other bytes"), text(next));
            assertEquals(1, liar.asked("GET", BLOB));
        }
    }

    @Test
    void afterThePenaltyItIsAskedAgain() throws Exception {
        ManualClock clock = new ManualClock(Instant.EPOCH);
        Patience patience = Patience.standard();
        Upstream upstream = Upstream.parse("docker.io=" + honest.url(), Upstream.Lists.ALL, Map.of())
                .getFirst();
        Item item = Oci.blob("", "lib/image", DIGEST);
        Question question = new Oci().question(item, Optional.of(DIGEST));
        try (UpstreamClient client = new UpstreamClient(patience, clock)) {
            try (Answer answer = client.ask(upstream, item, "GET", question, List.of())) {
                client.lied(answer.asked(), "it lied");
            }
            assertThrows(Refusal.class, () -> client.ask(upstream, item, "GET", question, List.of()));
            clock.advance(patience.penalty());
            try (Answer answer = client.ask(upstream, item, "GET", question, List.of())) {
                assertArrayEquals(LAYER, answer.body().readAllBytes());
            }
        }
    }
}
