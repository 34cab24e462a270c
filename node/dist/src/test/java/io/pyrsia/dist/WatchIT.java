package io.pyrsia.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `pyrsia status --watch` on a terminal and on a pipe, of a node that is one block further each time it is asked.
class WatchIT {

    private static final String TIME = "2026-01-01T00:00:00Z";
    private static final byte CTRL_C = 3;

    private final AtomicInteger height = new AtomicInteger();

    private final HttpServer node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    WatchIT() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        node.createContext("/", exchange -> {
            int now = height.incrementAndGet();
            String status = """
                    {"node":"%s","peer_id":"12D3","network":"n","role":"REGULAR","version":"1","started_at":"%s",\
                    "now":"%s","ready":true,"peers":4,"height":%d,"final_height":%d,"epoch":0,"view":1,"log_size":9,\
                    "waiting_transactions":0}""".formatted("ab".repeat(32), TIME, TIME, now, now);
            byte[] body = status.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        node.start();
    }

    @AfterEach
    void stop() {
        node.stop(0);
    }

    private Process run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TERM", "xterm");
        builder.environment()
                .put("PYRSIA_NODE", "http://127.0.0.1:" + node.getAddress().getPort());
        return builder.start();
    }

    /// Reads until the text has come; gives everything that came until then.
    private static String readUntil(InputStream in, String wanted) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(wanted) < 0) {
            int next = in.read();
            assertTrue(next >= 0, () -> "no " + wanted + " in " + text);
            text.append((char) next);
        }
        return text.toString();
    }

    private static String pyrsia() {
        return Launched.BUILT.resolve("bin/pyrsia").toString();
    }

    @Test
    void aPipeGetsALineForEachChange() throws Exception {
        Process watch = run(List.of(pyrsia(), "status", "--watch"));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            lines.add(readUntil(watch.getInputStream(), "\n"));
        }
        watch.toHandle().destroy();
        assertEquals(0, watch.waitFor());
        assertEquals(
                List.of(
                        "ready, block 1 of 1, 9 entries, 4 peers, 0 waiting\n",
                        "ready, block 2 of 2, 9 entries, 4 peers, 0 waiting\n",
                        "ready, block 3 of 3, 9 entries, 4 peers, 0 waiting\n"),
                lines);
    }

    @Test
    void aTerminalIsDrawnOverUntilCtrlC() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "not run: there is no script(1) on this machine");
        // Whoever runs this in the background may have told everything to ignore Ctrl-C.
        String command = "exec env --default-signal=INT " + pyrsia() + " status --watch";
        Process watch = run(List.of("script", "-qec", command, "/dev/null"));
        String first = readUntil(watch.getInputStream(), "Ctrl-C ends");
        assertTrue(first.startsWith("\033[?25l\033[2J\033[HConnected Peers Count:       4\033[K\r"), first);
        assertTrue(readUntil(watch.getInputStream(), "Ctrl-C ends").contains("\033[J\033[HConnected Peers Count"));
        try (OutputStream keyboard = watch.getOutputStream()) {
            keyboard.write(CTRL_C);
            keyboard.flush();
            String rest = new String(watch.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(rest.contains("\033[?25h"), rest);
            assertEquals(0, watch.waitFor());
        }
    }
}
