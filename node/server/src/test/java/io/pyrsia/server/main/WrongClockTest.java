package io.pyrsia.server.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.api.Instruction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole node whose clock is a day ahead of its network's finds out by itself, and says so wherever one looks.
class WrongClockTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private final RandomGenerator random = Randomness.seeded(7);

    @Test
    void aClockThatIsADayAheadIsTold() throws Exception {
        try (RunningNetwork network = RunningNetwork.started(folder);
                ApiClient authority = network.node(0).client()) {
            RunningNode late = network.start(4, ahead());
            late.awaitReady();
            RunningNode.await("a problem with the clock", () -> {
                oneMoreBlock(authority);
                return late.parts().clockWatch().problem().isPresent();
            });
            try (Asking client = new Asking(late.uri(), "")) {
                assertEquals(503, client.get("/health/clock").statusCode());
                assertTrue(client.get("/health/clock").body().contains(" s ahead of the time "));
                assertTrue(client.get("/api/v1/status").body().contains("\"clock_problem\":\"this machine's clock is"));
                assertTrue(client.get("/metrics").body().contains("\npyrsia_clock_ahead_seconds 86"));
            }
            try (Asking client = new Asking(network.node(1).uri(), "")) {
                assertEquals(200, client.get("/health/clock").statusCode(), "the others' clocks are right");
            }
        }
    }

    private void oneMoreBlock(ApiClient authority) {
        try {
            authority.submit(new Instruction.RegisterBuilder(
                    PrivateKey.generate(random).publicKey().id()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Clock ahead() {
        Clock right = Clock.system();
        return new Clock() {
            @Override
            public Instant now() {
                return right.now().plus(Duration.ofDays(1));
            }

            @Override
            public long nanos() {
                return right.nanos();
            }
        };
    }
}
