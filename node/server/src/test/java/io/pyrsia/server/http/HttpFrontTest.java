package io.pyrsia.server.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.base.seam.ManualClock;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.json.RecordJson;
import io.pyrsia.server.main.RunningNode;
import io.pyrsia.server.report.Metrics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every request goes through, asked over a real socket.
class HttpFrontTest {

    /// More than the buffers of two sockets hold, and no two places in it alike.
    private static final byte[] LONG = new byte[16 << 20];

    private final HttpClient client = HttpClient.newHttpClient();
    private final Metrics metrics = new Metrics();
    private final HttpFront front;

    HttpFrontTest() throws Malformed {
        new Random(1).nextBytes(LONG);
        front = OpenFront.start(metrics, routing -> routing.get("/long", (request, response) -> response.send(LONG))
                .get("/broken", (request, response) -> {
                    throw new IllegalStateException("a secret detail");
                }));
    }

    @AfterEach
    void stop() {
        front.close();
        client.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(request("/echo")
                .header("Authorization", "Bearer " + OpenFront.SECRET)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static Problem problem(HttpResponse<String> response) throws Malformed {
        assertEquals(
                Problem.MEDIA_TYPE,
                response.headers().firstValue("Content-Type").orElse(""));
        return RecordJson.read(Problem.class, JsonReader.read(response.body()), RecordJson.Unknown.IGNORED);
    }

    @Test
    void anAnswerHasARequestIdAndIsCounted() throws Exception {
        HttpResponse<String> answer = send(request("/hello"));
        assertEquals("hello", answer.body());
        assertTrue(answer.headers().firstValue("X-Request-Id").orElse("").matches("[0-9a-f]{32}"));
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        HttpResponse<String> traced =
                send(request("/hello").header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));
        assertEquals(trace, traced.headers().firstValue("X-Request-Id").orElse(""));
        // A request is counted when its answer has left.
        RunningNode.await(
                "two requests counted", () -> metrics.text().contains("pyrsia_http_requests_total{code=\"200\"} 2\n"));
    }

    @Test
    void whoReadsSlowlyGetsEveryByte() throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), front.port()));
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write("GET /long HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String head = "";
            while (!head.endsWith("\r\n\r\n")) {
                head += (char) socket.getInputStream().read();
            }
            assertArrayEquals(LONG, socket.getInputStream().readNBytes(LONG.length));
        }
    }

    @Test
    void changesNeedTheToken() throws Exception {
        HttpResponse<String> without = send(request("/echo").POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertEquals(401, without.statusCode());
        assertTrue(problem(without).is(Problem.Code.UNAUTHORISED));
        HttpResponse<String> with = post("{\"purl\":\"pkg:maven/a/b@1\"}");
        assertEquals(201, with.statusCode());
        assertEquals("{\"purl\":\"pkg:maven/a/b@1\"}", with.body());
    }

    @Test
    void whatIsMalformedOrTooLargeIsRefused() throws Exception {
        assertEquals("'purl' is missing", problem(post("{}")).detail());
        assertEquals(400, post("[").statusCode());
        assertEquals(413, post(" ".repeat(Answers.MAX_BODY_BYTES + 1)).statusCode());
    }

    @Test
    void aFailureTellsNothingButItsId() throws Exception {
        HttpResponse<String> answer = send(request("/broken"));
        assertEquals(500, answer.statusCode());
        assertFalse(answer.body().contains("secret"));
        assertEquals(
                answer.headers().firstValue("X-Request-Id").orElse(""),
                problem(answer).instance());
    }

    @Test
    void whatIsNotThereIsAProblemToo() throws Exception {
        assertEquals(404, send(request("/nothing")).statusCode());
    }

    @Test
    void anotherHostNameIsRefused() throws Exception {
        String answer = raw("GET /hello HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
    }

    @Test
    void junkIsAnsweredOrCutAndTheServerGoesOn() throws Exception {
        for (String junk :
                new String[] {"\0\1\2\3\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "x".repeat(100_000)}) {
            raw(junk);
        }
        assertEquals(200, send(request("/hello")).statusCode());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return String.valueOf(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                            .readLine());
        } catch (SocketException e) {
            return "cut";
        }
    }

    @Test
    void whoAsksTooOftenHasToWait() {
        ManualClock clock = new ManualClock(Instant.EPOCH);
        RateLimit limit = new RateLimit(clock);
        for (int i = 0; i < RateLimit.BURST; i++) {
            assertTrue(limit.allows("10.0.0.1"));
        }
        assertFalse(limit.allows("10.0.0.1"));
        assertTrue(limit.allows("10.0.0.2"), "others are not concerned");
    }
}
