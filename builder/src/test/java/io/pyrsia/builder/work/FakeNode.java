package io.pyrsia.builder.work;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiToken;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.BuildAnswer;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.Work;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.tuweni.bytes.Bytes;

/// What a node is to its builder, over HTTP: it gives work until there is an answer, and keeps blobs by digest.
final class FakeNode implements AutoCloseable {

    static final String TOKEN = "0123456789abcdef".repeat(4);

    /// An answer and the build that it is to.
    record Answered(String build, BuildAnswer answer) {}

    final Map<Digest, Bytes> blobs = new ConcurrentHashMap<>();
    final AtomicInteger refusedBlobs = new AtomicInteger();
    final AtomicInteger refusedAnswers = new AtomicInteger();

    /// What builds printed while they ran.
    final BlockingQueue<String> printed = new LinkedBlockingQueue<>();

    /// How often a build said that it goes on, and nothing else.
    final Semaphore signsOfLife = new Semaphore(0);

    private final Map<String, Work> work = new ConcurrentHashMap<>();
    private final BlockingQueue<Answered> answers = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    FakeNode() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    ApiClient client() throws Malformed {
        return new ApiClient(address(), Optional.of(ApiToken.parse(TOKEN)), Duration.ofMinutes(2));
    }

    Digest keep(String text) {
        Bytes bytes = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
        blobs.put(Digest.sha256(bytes), bytes);
        return Digest.sha256(bytes);
    }

    void offer(Work one) {
        work.put(one.build(), one);
    }

    /// The next answer that comes.
    Answered next() throws InterruptedException {
        Answered answered = answers.poll(2, TimeUnit.MINUTES);
        if (answered == null) {
            throw new AssertionError("no answer came");
        }
        return answered;
    }

    /// Answers that came and that nobody took.
    List<Answered> others() {
        return new ArrayList<>(answers);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Bytes body = Bytes.wrap(exchange.getRequestBody().readAllBytes());
            String asked = exchange.getRequestMethod() + " " + path.replaceFirst("/api/v1/([a-z]+).*", "$1");
            if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                refuse(exchange, Problem.Code.UNAUTHORISED);
                return;
            }
            switch (asked) {
                case "GET work" ->
                    send(exchange, 200, json(Work.Page.class, new Work.Page(List.copyOf(work.values()))));
                case "GET blobs" -> read(exchange, digest(path));
                case "PUT blobs" -> write(exchange, digest(path), body);
                case "POST work" -> {
                    if (path.endsWith("/log")) {
                        if (body.isEmpty()) {
                            signsOfLife.release();
                        } else {
                            printed.add(new String(body.toArrayUnsafe(), StandardCharsets.UTF_8));
                        }
                        send(exchange, 201, Bytes.EMPTY);
                    } else {
                        take(exchange, path, body);
                    }
                }
                default -> refuse(exchange, Problem.Code.NOT_FOUND);
            }
        } catch (Malformed e) {
            throw new IOException(e);
        }
    }

    private static Digest digest(String path) throws Malformed {
        return Digest.parse(path.substring(path.lastIndexOf('/') + 1));
    }

    private void read(HttpExchange exchange, Digest digest) throws IOException {
        Bytes found = blobs.get(digest);
        if (found == null) {
            refuse(exchange, Problem.Code.NOT_FOUND);
        } else {
            send(exchange, 200, found);
        }
    }

    private void write(HttpExchange exchange, Digest digest, Bytes body) throws IOException {
        if (refusedBlobs.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            refuse(exchange, Problem.Code.NOT_READY);
        } else if (!Digest.sha256(body).equals(digest)) {
            refuse(exchange, Problem.Code.MALFORMED);
        } else {
            blobs.put(digest, body);
            send(exchange, 201, Bytes.EMPTY);
        }
    }

    private void take(HttpExchange exchange, String path, Bytes body) throws IOException, Malformed {
        String build = path.split("/", -1)[4];
        BuildAnswer answer =
                RecordJson.read(BuildAnswer.class, JsonReader.read(body, 1 << 20), RecordJson.Unknown.REFUSED);
        Work was = work.get(build);
        if (was == null) {
            refuse(exchange, Problem.Code.NOT_FOUND);
        } else if (refusedAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            refuse(exchange, Problem.Code.MALFORMED);
        } else {
            work.remove(build);
            answers.add(new Answered(build, answer));
            Build state = new Build(build, was.purl(), Build.State.BUILDING, null, was.round(), List.of(), null, null);
            send(exchange, 201, json(Build.class, state));
        }
    }

    private static <T> Bytes json(Class<T> type, T value) {
        return CanonicalJson.bytes(RecordJson.write(type, value));
    }

    private static void refuse(HttpExchange exchange, Problem.Code code) throws IOException {
        send(exchange, code.status(), json(Problem.class, Problem.of(code, "refused by the test")));
    }

    private static void send(HttpExchange exchange, int status, Bytes body) throws IOException {
        exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.size());
        if (!body.isEmpty()) {
            exchange.getResponseBody().write(body.toArrayUnsafe());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
