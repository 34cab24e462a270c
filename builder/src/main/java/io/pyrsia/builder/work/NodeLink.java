package io.pyrsia.builder.work;

import io.pyrsia.base.Digest;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Problem;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;

/// A builder's way to its node. What a build took an hour to make is not thrown away because the node starts anew:
/// it is offered again until it is too late.
final class NodeLink implements HandOver.Shelf {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /// Refusals that another try will not change.
    private static final Set<Problem.Code> FINAL = Set.of(
            Problem.Code.MALFORMED,
            Problem.Code.NOT_FOUND,
            Problem.Code.METHOD_NOT_ALLOWED,
            Problem.Code.REJECTED,
            Problem.Code.TOO_LARGE,
            Problem.Code.NOT_JSON);

    /// One question to the node.
    interface Exchange<T> {
        T with(ApiClient node) throws IOException, InterruptedException, ApiRefusal;
    }

    private final ApiClient node;
    private final Clock clock;

    NodeLink(ApiClient node, Clock clock) {
        this.node = node;
        this.clock = clock;
    }

    <T> T once(Exchange<T> exchange) throws IOException, InterruptedException, ApiRefusal {
        return exchange.with(node);
    }

    /// Asks until there is an answer, a refusal that stays, or the end.
    <T> T until(Instant end, Exchange<T> exchange) throws IOException, InterruptedException, ApiRefusal {
        while (true) {
            try {
                return exchange.with(node);
            } catch (IOException e) {
                if (!hasTime(end)) {
                    throw e;
                }
            } catch (ApiRefusal e) {
                if (isFinal(e) || !hasTime(end)) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    private boolean hasTime(Instant end) {
        return clock.now().plus(PAUSE).isBefore(end);
    }

    static boolean isFinal(ApiRefusal refusal) {
        return FINAL.stream().anyMatch(refusal.problem()::is);
    }

    @Override
    public Digest give(Instant end, Bytes content) throws IOException, InterruptedException, ApiRefusal {
        Digest digest = Digest.sha256(content);
        return until(end, asked -> {
            asked.give(digest, BodyPublishers.ofByteArray(content.toArrayUnsafe()));
            return digest;
        });
    }

    @Override
    public Digest give(Instant end, Digest digest, Path file) throws IOException, InterruptedException, ApiRefusal {
        return until(end, asked -> {
            asked.give(digest, BodyPublishers.ofFile(file));
            return digest;
        });
    }
}
