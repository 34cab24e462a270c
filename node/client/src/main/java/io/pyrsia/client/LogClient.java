package io.pyrsia.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Fetches the resources of one log, and puts questions to one witness; nothing it gives has been checked.
///
/// A whole exchange has one time limit and each body a size limit; neither redirects nor other codings are followed.
public final class LogClient implements AutoCloseable {

    /// The longest wait for an answer to its last byte.
    public static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    private final URI prefix;
    private final Exchange exchange;

    /// What came back, whatever the status is.
    public record Answer(int status, Bytes body) {}

    public LogClient(URI prefix) {
        this(prefix, TIME_LIMIT);
    }

    /// Everything is below the prefix, `https://pyrsia.example/log/`.
    public LogClient(URI prefix, Duration timeLimit) {
        if (!"http".equals(prefix.getScheme()) && !"https".equals(prefix.getScheme())) {
            throw new IllegalArgumentException("a log is served by http or https, not " + prefix);
        }
        this.prefix = prefix.toString().endsWith("/") ? prefix : URI.create(prefix + "/");
        this.exchange = new Exchange(prefix, timeLimit);
    }

    /// The resource at a path such as `tile/0/000`, or nothing if the server has none; any other answer is a failure.
    public Optional<Bytes> get(String path, int maxBytes) throws IOException, InterruptedException {
        Answer answer =
                exchange.send(HttpRequest.newBuilder(prefix.resolve(path)).GET().build(), maxBytes);
        return switch (answer.status()) {
            case 200 -> Optional.of(answer.body());
            case 404 -> Optional.empty();
            default -> throw new IOException(prefix.resolve(path) + " answers " + answer.status());
        };
    }

    /// Posts a question, such as `add-checkpoint`.
    public Answer post(String path, Bytes body, int maxBytes) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher content = HttpRequest.BodyPublishers.ofByteArray(body.toArrayUnsafe());
        return exchange.send(
                HttpRequest.newBuilder(prefix.resolve(path)).POST(content).build(), maxBytes);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
