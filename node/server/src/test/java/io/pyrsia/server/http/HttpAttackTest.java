package io.pyrsia.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Malformed;
import io.pyrsia.server.report.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clients that mean harm: each is cut off after a bounded number of bytes, and the others are served meanwhile.
class HttpAttackTest {

    private static final String TOKEN = "Authorization: Bearer " + OpenFront.SECRET + "\r\n";

    /// Far more than the buffers of two sockets and a server hold.
    private static final int MUCH = 64 << 20;

    private static final int BOUND_MS = 60_000;
    private static final int FIRST_BYTES = 1 << 20;

    /// The length of the largest chunk that there is.
    private static final String HUGE = "7fffffff\r\n";

    /// One for each request for a package that is being served, and when these may end.
    private final Semaphore served = new Semaphore(0);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private final HttpFront front;

    HttpAttackTest() throws Malformed {
        front = OpenFront.start(new Metrics(), routing -> routing.get("/v2/slow", (request, response) -> {
                    served.release();
                    goOn.await();
                    response.send();
                })
                .put("/v2/first", HttpAttackTest::firstBytes));
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        front.close();
    }

    /// Takes the beginning of a body, as whoever stores one does.
    private static void firstBytes(ServerRequest request, ServerResponse response) throws IOException {
        try (InputStream in = request.content().inputStream()) {
            int got = in.readNBytes(new byte[FIRST_BYTES], 0, FIRST_BYTES);
            response.status(got == FIRST_BYTES ? 202 : 400)
                    .header(HeaderValues.CONNECTION_CLOSE)
                    .send();
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port());
        socket.setSoTimeout(BOUND_MS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String head(String line, String headers) {
        return line + " HTTP/1.1\r\nHost: localhost\r\n" + headers;
    }

    /// The status that comes back; 0 if the connection was cut without one.
    private static int status(Socket socket) {
        StringBuilder line = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                line.append((char) c);
            }
        } catch (IOException e) {
            return 0;
        }
        return line.toString().startsWith("HTTP/1.1 ") ? Integer.parseInt(line.substring(9, 12)) : 0;
    }

    private void othersAreServed() throws IOException {
        try (Socket socket = connect()) {
            send(socket, head("GET /hello", "Connection: close\r\n\r\n"));
            assertEquals(200, status(socket));
        }
    }

    /// Sends the same again and again until the server cuts the connection.
    private static void assertCut(Socket socket, String again) {
        byte[] block = again.repeat(Math.max(1, 8_192 / again.length())).getBytes(StandardCharsets.ISO_8859_1);
        int sent = 0;
        try {
            OutputStream out = socket.getOutputStream();
            while (sent < MUCH) {
                out.write(block);
                sent += block.length;
            }
        } catch (IOException e) {
            // Cut, as it should be.
        }
        assertTrue(sent < MUCH, "the server takes all that is sent");
    }

    @Test
    void aConnectionEndsWhenItsClientAsksForIt() throws Exception {
        try (Socket socket = connect()) {
            send(socket, head("GET /hello", "Connection: close\r\n\r\n"));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(all.startsWith("HTTP/1.1 200 ") && all.endsWith("hello"), all);
        }
    }

    @Test
    void aBodyWithoutEndIsCut() throws Exception {
        try (Socket socket = connect()) {
            send(socket, head("POST /echo", TOKEN + "Transfer-Encoding: chunked\r\n\r\n"));
            assertCut(socket, "400\r\n" + "x".repeat(1_024) + "\r\n");
        }
        othersAreServed();
    }

    @Test
    void aChunkWithoutEndIsCut() throws Exception {
        for (String line : List.of("POST /echo", "GET /hello")) {
            for (String token : List.of(TOKEN, "")) {
                try (Socket socket = connect()) {
                    send(socket, head(line, token + "Transfer-Encoding: chunked\r\n\r\n" + HUGE));
                    assertCut(socket, "x".repeat(1_024));
                }
            }
        }
        othersAreServed();
    }

    @Test
    void aChunkThatIsTooLargeIsToldSo() throws Exception {
        try (Socket socket = connect()) {
            send(socket, head("POST /echo", TOKEN + "Transfer-Encoding: chunked\r\n\r\n"));
            int size = Answers.MAX_BODY_BYTES + 1;
            send(socket, Integer.toHexString(size) + "\r\n" + " ".repeat(size) + "\r\n0\r\n\r\n");
            assertEquals(413, status(socket));
        }
    }

    @Test
    void aChunkIsNotKeptUntilAllOfItIsThere() throws Exception {
        try (Socket socket = connect()) {
            send(socket, head("PUT /v2/first", "Transfer-Encoding: chunked\r\n\r\n" + HUGE));
            send(socket, "x".repeat(FIRST_BYTES));
            // The rest of the chunk is never sent.
            assertEquals(202, status(socket));
        }
    }

    @Test
    void aChunkThatIsNoneIsToldSo() throws Exception {
        for (String chunk : List.of("x\r\n", "-1\r\n", "80000000\r\n", "1\n", "1;ext\r\n", "0".repeat(99))) {
            try (Socket socket = connect()) {
                send(socket, head("POST /echo", TOKEN + "Transfer-Encoding: chunked\r\n\r\n" + chunk));
                assertEquals(400, status(socket), chunk);
            }
        }
        othersAreServed();
    }

    @Test
    void aChunkThatBeginsWithALineWithoutEndIsCut() throws Exception {
        try (Socket socket = connect()) {
            send(socket, head("POST /echo", TOKEN + "Transfer-Encoding: chunked\r\n\r\n"));
            assertCut(socket, "0".repeat(1_024));
        }
        othersAreServed();
    }

    @Test
    void aBodyThatNobodyMaySendIsCut() throws Exception {
        try (Socket socket = connect()) {
            send(socket, head("POST /echo", "Transfer-Encoding: chunked\r\n\r\n"));
            assertCut(socket, "400\r\n" + "x".repeat(1_024) + "\r\n");
        }
        othersAreServed();
    }

    @Test
    void aBodyThatNobodyAskedForIsCut() throws Exception {
        try (Socket socket = connect()) {
            send(socket, head("GET /hello", "Transfer-Encoding: chunked\r\n\r\n"));
            assertCut(socket, "400\r\n" + "x".repeat(1_024) + "\r\n");
        }
        othersAreServed();
    }

    @Test
    void aBodyThatIsSaidToBeTooLargeIsRefusedBeforeItComes() throws Exception {
        try (Socket socket = connect()) {
            send(socket, head("POST /echo", TOKEN + "Content-Length: 10000000000\r\n\r\n"));
            assertEquals(413, status(socket));
        }
        try (Socket socket = connect()) {
            send(socket, head("POST /echo", "Content-Length: 10000000000\r\n\r\n"));
            assertEquals(401, status(socket));
            assertCut(socket, "x".repeat(1_024));
        }
        othersAreServed();
    }

    @Test
    void aBodyThatIsALittleTooLargeIsToldSo() throws Exception {
        try (Socket socket = connect()) {
            int size = Answers.MAX_BODY_BYTES + 1;
            send(socket, head("POST /echo", TOKEN + "Content-Length: " + size + "\r\n\r\n" + " ".repeat(size)));
            assertEquals(413, status(socket));
        }
    }

    @Test
    void headersWithoutEndAreCut() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET /hello HTTP/1.1\r\nHost: localhost\r\n");
            assertCut(socket, "X-More: and more\r\n");
        }
        try (Socket socket = connect()) {
            send(socket, "GET /hello HTTP/1.1\r\nHost: localhost\r\nX-Long: ");
            assertCut(socket, "x");
        }
        othersAreServed();
    }

    @Test
    void aFirstLineWithoutEndIsCut() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET /");
            assertCut(socket, "x");
        }
        othersAreServed();
    }

    @Test
    void clientsThatSayHalfAndWaitKeepNobodyOut() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = connect();
                slow.add(socket);
                send(socket, i % 2 == 0 ? "GET /hel" : head("POST /echo", TOKEN + "Content-Length: 100\r\n\r\n{"));
            }
            for (int i = 0; i < 20; i++) {
                othersAreServed();
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        othersAreServed();
    }

    @Test
    void slowPackagesLeaveRoomForTheApi() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i <= HttpFront.MAX_PACKAGE_REQUESTS; i++) {
                Socket socket = connect();
                slow.add(socket);
                send(socket, head("GET /v2/slow", "\r\n"));
            }
            assertTrue(served.tryAcquire(HttpFront.MAX_PACKAGE_REQUESTS, BOUND_MS, TimeUnit.MILLISECONDS));
            othersAreServed();
            assertEquals(0, served.availablePermits(), "the last one waits");
            goOn.countDown();
            int good = 0;
            for (Socket socket : slow) {
                int status = status(socket);
                assertTrue(status == 200 || status == 503, "answered with " + status);
                good += status == 200 ? 1 : 0;
            }
            assertTrue(good >= HttpFront.MAX_PACKAGE_REQUESTS, good + " were served");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void junkIsCut() throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            byte[] junk = new byte[1 + random.nextInt(4_000)];
            random.nextBytes(junk);
            try (Socket socket = connect()) {
                socket.getOutputStream().write(junk);
                socket.shutdownOutput();
                int status = status(socket);
                assertTrue(status == 0 || status >= 400, "junk is answered with " + status);
            } catch (IOException e) {
                // Cut while it was being sent.
            }
        }
        othersAreServed();
    }
}
