package io.pyrsia.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogClientTest {

    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    LogClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.createContext("/log/checkpoint", exchange -> answer(exchange, 200, "hello"));
        server.createContext("/log/broken", exchange -> answer(exchange, 500, "no"));
        server.createContext("/log/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/log/checkpoint");
            answer(exchange, 302, "there");
        });
        server.createContext("/log/absent", exchange -> answer(exchange, 404, "no"));
        server.createContext("/log/stalled", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            awaitEnd();
        });
        server.createContext("/log/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[8192];
            while (end.getCount() > 0) {
                exchange.getResponseBody().write(block);
            }
        });
        server.createContext("/log/echo", exchange -> {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answer(exchange, 409, asked);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void fetchesWhatIsThere() throws Exception {
        try (LogClient client = client()) {
            assertEquals(Optional.of(utf8("hello")), client.get("checkpoint", 5));
            assertEquals(Optional.empty(), client.get("absent", 5));
            assertEquals(new LogClient.Answer(409, utf8("old 0")), client.post("echo", utf8("old 0"), 100));
        }
    }

    @Test
    void refusesLargerAnswersOtherStatusesAndRedirects() {
        try (LogClient client = client()) {
            assertThrows(IOException.class, () -> client.get("checkpoint", 4));
            assertThrows(IOException.class, () -> client.get("endless", 100_000));
            assertThrows(IOException.class, () -> client.get("broken", 100));
            assertThrows(IOException.class, () -> client.get("moved", 100));
        }
    }

    @Test
    void givesUpOnAServerThatStalls() {
        URI prefix = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/log");
        try (LogClient client = new LogClient(prefix, Duration.ofMillis(300))) {
            assertThrows(IOException.class, () -> client.get("stalled", 100));
        }
    }

    @Test
    void refusesOtherSchemes() {
        assertThrows(IllegalArgumentException.class, () -> new LogClient(URI.create("file:///etc/")));
    }

    private LogClient client() {
        return new LogClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/log"));
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Bytes utf8(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
