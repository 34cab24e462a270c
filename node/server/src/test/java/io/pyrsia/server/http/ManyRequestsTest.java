package io.pyrsia.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.server.report.Metrics;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Ten thousand clients at once: each gets its answer or is told to come again, and few are served at a time.
@Tag("long")
class ManyRequestsTest {

    private static final int CLIENTS = 10_000;
    private static final int BOUND_MINUTES = 5;

    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final byte[] manifest = new byte[4_096];
    private final HttpFront front;

    ManyRequestsTest() throws Exception {
        front = OpenFront.start(new Metrics(), routing -> routing.get("/v2/thing", this::answer)
                .get("/health/live", (request, response) -> Answers.text(response, "ok")));
    }

    @AfterEach
    void stop() {
        front.close();
    }

    private void answer(ServerRequest request, ServerResponse response) {
        most.accumulateAndGet(served.incrementAndGet(), Math::max);
        try {
            response.send(manifest);
        } finally {
            served.decrementAndGet();
        }
    }

    @Test
    void allAreAnsweredAndFewAtATime() throws Exception {
        assumeTrue(maxOpenFiles() > CLIENTS * 3 / 2, "not run: this system gives a process too few open files");
        Map<String, LongAdder> statuses = new ConcurrentHashMap<>();
        CountDownLatch begin = new CountDownLatch(1);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> {
                    String status = ask("/v2/thing", begin);
                    statuses.computeIfAbsent(status, ignored -> new LongAdder()).increment();
                });
            }
            begin.countDown();
            assertEquals("200", ask("/health/live", begin), "the others are served meanwhile");
            clients.shutdown();
            assertTrue(clients.awaitTermination(BOUND_MINUTES, TimeUnit.MINUTES), statuses::toString);
        }
        long good = statuses.getOrDefault("200", new LongAdder()).sum();
        long busy = statuses.getOrDefault("503", new LongAdder()).sum();
        assertEquals(CLIENTS, good + busy, statuses::toString);
        assertTrue(good > 0, statuses::toString);
        assertTrue(most.get() <= HttpFront.MAX_PACKAGE_REQUESTS, most + " at a time");
        assertEquals("200", ask("/v2/thing", begin));
    }

    private static long maxOpenFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : 0;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /// The status that comes back, or what went wrong.
    private String ask(String path, CountDownLatch begin) {
        try {
            begin.await();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port())) {
                String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
                String status = line(in);
                int length = 0;
                for (String line = line(in); !line.isEmpty(); line = line(in)) {
                    if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                        length = Integer.parseInt(
                                line.substring("content-length:".length()).strip());
                    }
                }
                in.readFully(new byte[length]);
                return status.startsWith("HTTP/1.1 ") ? status.substring(9, 12) : "cut";
            }
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
