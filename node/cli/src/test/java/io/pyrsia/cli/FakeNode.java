package io.pyrsia.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A server on loopback that answers what it is told to, in the shapes of the admin API, and remembers what it
/// was asked.
public final class FakeNode implements AutoCloseable {

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private volatile String authorization = "";
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    public FakeNode() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Prepares an answer to a question: the method and the path with its query, below `/api/v1/`.
    public <T extends Record> FakeNode answers(String question, Class<T> type, T answer) {
        return answers(question, 200, CanonicalJson.text(RecordJson.write(type, answer)));
    }

    public FakeNode refuses(String question, Problem problem) {
        return answers(question, problem.status(), CanonicalJson.text(RecordJson.write(Problem.class, problem)));
    }

    public FakeNode answers(String question, int status, String body) {
        answers.put(question, new Answer(status, body));
        return this;
    }

    /// The questions with their bodies, in order.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /// The last question's header, or `null` in words.
    public String authorization() {
        return authorization;
    }

    public Run run(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--node", address()));
        return Run.of(all.toArray(String[]::new));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString().replaceFirst("^/api/v1/", "");
        String question = exchange.getRequestMethod() + " " + path;
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(body.isEmpty() ? question : question + " " + body);
        authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        Answer answer = answers.getOrDefault(question, new Answer(404, "nothing is prepared for " + question));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
