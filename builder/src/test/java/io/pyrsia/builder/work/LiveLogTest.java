package io.pyrsia.builder.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Purl;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a node hears of a build that prints nothing.
class LiveLogTest {

    @Test
    void aNodeHearsThatSomebodyIsAtWork() throws Exception {
        try (FakeNode node = new FakeNode();
                ApiClient client = node.client()) {
            Work work = new Work(
                    "one",
                    0,
                    Purl.parse("pkg:maven/org.example/thing@1.0"),
                    node.keep("recipe"),
                    new Instruction.Source(
                            Instruction.Source.Kind.REGISTRY, "maven/source.zip", "sha256:" + "0".repeat(64)),
                    Instant.now().plus(Duration.ofHours(1)));
            try (LiveLog _ = LiveLog.start(new NodeLink(client, Clock.system()), work, Duration.ofMillis(1))) {
                assertTrue(node.signsOfLife.tryAcquire(3, 2, TimeUnit.MINUTES), "it is said again and again");
            }
            assertEquals(1, node.printed.size(), "nothing but that the build begins");
        }
    }
}
