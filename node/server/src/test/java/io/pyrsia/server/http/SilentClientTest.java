package io.pyrsia.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.server.report.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clients that say half of a request and wait are cut off, and who rests between two requests is not.
class SilentClientTest {

    private static final int BOUND_MS = 60_000;
    private static final String BODY_BEGINS =
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + OpenFront.SECRET + "\r\n";

    /// Opened when somebody who read a body that never ended got an error instead.
    private final CountDownLatch gaveUp = new CountDownLatch(1);

    private final HttpFront front;

    SilentClientTest() throws Malformed {
        front = OpenFront.start(
                new Metrics(),
                Duration.ofMillis(300),
                routing -> routing.put("/v2/body", (request, response) -> {
                    try (InputStream in = request.content().inputStream()) {
                        in.readAllBytes();
                    } finally {
                        gaveUp.countDown();
                    }
                }));
    }

    @AfterEach
    void stop() {
        front.close();
    }

    private Socket connect(String says) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port());
        socket.setSoTimeout(BOUND_MS);
        socket.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /// Whether the server ends the connection by itself, and not as if all had been said.
    private static boolean isCut(Socket socket) throws IOException {
        try {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return !answer.startsWith("HTTP/1.1 2");
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static String answer(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    @Test
    void halfARequestIsCutOffAndARestIsNot() throws Exception {
        String question = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Socket resting = connect(question)) {
            StringBuilder first = new StringBuilder();
            while (!first.toString().endsWith("hello")) {
                String more = answer(resting, 1);
                assertEquals(1, more.length(), first.toString());
                first.append(more);
            }
            assertTrue(first.toString().startsWith("HTTP/1.1 200 "), first.toString());
            List<String> halves = List.of(
                    "GET /hello HTTP/1.1\r\nHost: loc",
                    "GET /hello HTTP/1.1\r\n",
                    BODY_BEGINS + "Content-Length: 100\r\n\r\n{",
                    BODY_BEGINS + "Transfer-Encoding: chunked\r\n\r\n64\r\n{");
            for (String half : halves) {
                try (Socket silent = connect(half)) {
                    assertTrue(isCut(silent), half);
                }
            }
            // By now it has rested for longer than the others might be silent.
            resting.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            assertEquals("HTTP/1.1 200 ", answer(resting, 13));
        }
    }

    @Test
    void whoReadsTheBodyIsToldAndItsPlaceIsFree() throws Exception {
        try (Socket silent =
                connect("PUT /v2/body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nthe beginning")) {
            assertTrue(gaveUp.await(BOUND_MS, TimeUnit.MILLISECONDS), "it is still waiting");
            assertTrue(isCut(silent));
        }
    }
}
