package io.pyrsia.builder.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// Repositories below one folder, served by Git's own `http-backend`, and a list of what was asked.
public final class GitServer implements AutoCloseable {

    private final Path folder;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    public GitServer(Path folder) throws IOException {
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public URI address(String repository) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + repository);
    }

    public List<String> asked() {
        return asked;
    }

    /// Runs Git in a folder, as a user with no settings at a fixed time.
    public static byte[] git(Path where, String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("git"), Stream.of(words)).toList());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        "/usr/bin:/bin",
                        "HOME",
                        where.toString(),
                        "GIT_CONFIG_NOSYSTEM",
                        "1",
                        "GIT_AUTHOR_NAME",
                        "A",
                        "GIT_AUTHOR_EMAIL",
                        "a@example.org",
                        "GIT_COMMITTER_NAME",
                        "A",
                        "GIT_COMMITTER_EMAIL",
                        "a@example.org",
                        "GIT_AUTHOR_DATE",
                        "1700000000 +0000",
                        "GIT_COMMITTER_DATE",
                        "1700000000 +0000"));
        Process git = builder.directory(where.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        git.getOutputStream().close();
        byte[] said = git.getInputStream().readAllBytes();
        if (git.onExit().join().exitValue() != 0) {
            throw new IOException("git " + List.of(words) + " failed");
        }
        return said;
    }

    /// Commits all that is in a folder, and answers the commit.
    public static String commit(Path repository, String message) throws IOException {
        if (Files.notExists(repository.resolve(".git"))) {
            git(repository, "init", "--quiet");
        }
        git(repository, "add", "--all");
        git(repository, "commit", "--quiet", "--message", message);
        return new String(git(repository, "rev-parse", "HEAD"), StandardCharsets.UTF_8).strip();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI target = exchange.getRequestURI();
            asked.add(exchange.getRequestMethod() + " " + target);
            ProcessBuilder backend = new ProcessBuilder("git", "http-backend");
            Map<String, String> environment = backend.environment();
            environment.put("GIT_PROJECT_ROOT", folder.toString());
            environment.put("GIT_HTTP_EXPORT_ALL", "1");
            environment.put("GIT_CONFIG_NOSYSTEM", "1");
            environment.put("HOME", folder.toString());
            environment.put("REQUEST_METHOD", exchange.getRequestMethod());
            environment.put("PATH_INFO", target.getRawPath());
            environment.put("QUERY_STRING", target.getRawQuery() == null ? "" : target.getRawQuery());
            byte[] body = exchange.getRequestBody().readAllBytes();
            environment.put("CONTENT_LENGTH", String.valueOf(body.length));
            pass(exchange, "Content-Type", environment, "CONTENT_TYPE");
            pass(exchange, "Content-Encoding", environment, "HTTP_CONTENT_ENCODING");
            pass(exchange, "Git-Protocol", environment, "GIT_PROTOCOL");
            Process git = backend.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (OutputStream to = git.getOutputStream()) {
                to.write(body);
            }
            try (InputStream from = new BufferedInputStream(git.getInputStream())) {
                int status = 200;
                for (String line = line(from); !line.isEmpty(); line = line(from)) {
                    String value = line.substring(line.indexOf(':') + 1).strip();
                    if (line.startsWith("Status:")) {
                        status = Integer.parseInt(value.substring(0, 3));
                    } else {
                        exchange.getResponseHeaders().add(line.substring(0, line.indexOf(':')), value);
                    }
                }
                exchange.sendResponseHeaders(status, 0);
                from.transferTo(exchange.getResponseBody());
            }
        }
    }

    private static void pass(HttpExchange exchange, String header, Map<String, String> environment, String name) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
            environment.put(name, value);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
