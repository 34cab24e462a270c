package io.pyrsia.registry.oci;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A registry on a real socket that does what each test tells it to; one connection serves one request.
final class FakeUpstream implements AutoCloseable {

    /// What came in.
    record Asked(String method, String path, Map<String, String> headers) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /// Answers a request byte by byte, as rudely as it likes.
    interface Answer {
        void write(Asked asked, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    FakeUpstream() throws IOException {
        server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    FakeUpstream on(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    /// Serves a blob or a manifest as a good registry does, ranges too.
    FakeUpstream serve(String path, String type, byte[] body) {
        return on(path, good(type, body));
    }

    static Answer good(String type, byte[] body) {
        return (asked, out) -> {
            String range = asked.header("range");
            int from = range.isEmpty() ? 0 : Integer.parseInt(range.substring(6, range.indexOf('-')));
            String status = range.isEmpty() ? "200 OK" : "206 Partial Content";
            head(
                    out,
                    status,
                    Map.of(
                            "Content-Type",
                            type,
                            "Content-Length",
                            String.valueOf(body.length - from),
                            "Content-Range",
                            "bytes " + from + "-" + (body.length - 1) + "/" + body.length));
            if (!asked.method().equals("HEAD")) {
                out.write(body, from, body.length - from);
            }
        };
    }

    static void head(OutputStream out, String status, Map<String, String> headers) throws IOException {
        StringBuilder text = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        out.write(text.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    static Answer status(String status) {
        return (asked, out) -> head(out, status, Map.of("Content-Length", "0"));
    }

    List<Asked> asked() {
        return asked;
    }

    long asked(String method, String path) {
        return asked.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().equals(path))
                .count();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String first = in.readLine();
            if (first == null) {
                return;
            }
            String[] words = first.split(" ", -1);
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            Asked request = new Asked(words[0], words[1], headers);
            asked.add(request);
            answers.getOrDefault(words[1], status("404 Not Found")).write(request, socket.getOutputStream());
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // The node gave up, or the test ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
