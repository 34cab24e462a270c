package io.pyrsia.server.http;

import io.helidon.webserver.http.HttpRouting;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.ManualClock;
import io.pyrsia.client.ApiToken;
import io.pyrsia.client.api.BuildRequest;
import io.pyrsia.server.config.NodeConfig.HttpConfig;
import io.pyrsia.server.report.Metrics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// A front without TLS at any port, whose token is known: `/hello` answers, `/echo` reads a record.
final class OpenFront {

    static final String SECRET = "0123456789abcdef".repeat(4);

    /// Longer than any test.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private OpenFront() {}

    static HttpFront start(Metrics metrics, Consumer<HttpRouting.Builder> more) throws Malformed {
        return start(metrics, PATIENCE, more);
    }

    /// @param silence how long a client may say nothing within a request
    /// @param more what else can be asked
    static HttpFront start(Metrics metrics, Duration silence, Consumer<HttpRouting.Builder> more) throws Malformed {
        return HttpFront.start(
                new HttpConfig("127.0.0.1", 0, Optional.empty(), Path.of("unused")),
                ApiToken.parse(SECRET),
                new ManualClock(Instant.EPOCH),
                metrics,
                Optional.empty(),
                silence,
                routing -> {
                    routing.get("/hello", (request, response) -> Answers.text(response, "hello"))
                            .post(
                                    "/echo",
                                    (request, response) -> Answers.json(
                                            response,
                                            201,
                                            BuildRequest.class,
                                            Answers.read(request, BuildRequest.class)));
                    more.accept(routing);
                });
    }
}
