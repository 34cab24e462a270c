package io.pyrsia.server.web;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A headless Chromium with one page, driven by its DevTools protocol; it can resolve no name, so there is no internet.
final class Browser implements AutoCloseable {

    static final long TIME_LIMIT_SECONDS = 60;

    private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+)");
    private static final Pattern PAGE = Pattern.compile("\"webSocketDebuggerUrl\":\\s*\"([^\"]*/page/[^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile("\"(?:value|data)\":(\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")");

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger asked = new AtomicInteger();
    private final Map<Integer, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Browser(Process process, URI page) {
        this.process = process;
        this.socket = client.newWebSocketBuilder().buildAsync(page, new Ear()).join();
    }

    static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/bin/chromium"));
    }

    static Browser start(Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "/usr/bin/chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--no-first-run",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output").toFile())
                .start();
        try {
            Browser browser = new Browser(process, page(profile, process));
            browser.ask("Page.enable", Map.of());
            browser.ask("Runtime.enable", Map.of());
            browser.ask("Log.enable", Map.of());
            browser.ask("Network.enable", Map.of());
            return browser;
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /// The browser writes its port into a file as soon as it listens.
    private static URI page(Path profile, Process process) throws IOException, InterruptedException {
        Path port = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIME_LIMIT_SECONDS);
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < end && process.isAlive()) {
                if (Files.exists(port) && Files.readString(port).contains("\n")) {
                    URI list = URI.create("http://127.0.0.1:"
                            + Files.readString(port).lines().findFirst().orElseThrow() + "/json/list");
                    Matcher page = PAGE.matcher(
                            client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                                    .body());
                    if (page.find()) {
                        return URI.create(page.group(1));
                    }
                }
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException("Chromium does not listen: " + Files.readString(profile.resolve("output")));
    }

    /// Sends a command of the protocol and returns its answer.
    String ask(String method, Map<String, Json> parameters) {
        int id = asked.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        answers.put(id, answer);
        String command = CanonicalJson.text(
                Json.object(Map.of("id", Json.of(id), "method", Json.of(method), "params", Json.object(parameters))));
        socket.sendText(command, true).join();
        String text = answer.orTimeout(TIME_LIMIT_SECONDS, TimeUnit.SECONDS).join();
        if (text.startsWith("{\"id\":" + id + ",\"error\"") || text.contains("\"exceptionDetails\"")) {
            throw new AssertionError(method + ": " + text);
        }
        return text;
    }

    /// What an expression (or its promise) gives, as text.
    String value(String expression) {
        return first(ask(
                "Runtime.evaluate",
                Map.of(
                        "expression", Json.of("(async () => String(" + expression + "))()"),
                        "awaitPromise", Json.of(true),
                        "returnByValue", Json.of(true))));
    }

    /// Defines something in the page, past its policy.
    void run(String script) {
        ask("Runtime.evaluate", Map.of("expression", Json.of(script)));
    }

    /// Waits until an expression is true.
    void await(String condition) {
        try {
            value("await new Promise(done => { const look = () => { let is = false; try { is = " + condition
                    + "; } catch {} if (is) { done(true); } else { setTimeout(look, 30); } }; look(); })");
        } catch (RuntimeException e) {
            throw new AssertionError("never: " + condition + "; the page says: " + value("document.body.innerText"), e);
        }
    }

    void leave() {
        ask("Page.navigate", Map.of("url", Json.of("about:blank")));
        await("location.href === 'about:blank'");
    }

    void open(String address) {
        // A change of the fragment alone would not load anew.
        leave();
        ask("Page.navigate", Map.of("url", Json.of(address)));
        await("document.querySelector('main h1') !== null");
    }

    void press(String key) {
        int code =
                switch (key) {
                    case "Tab" -> 9;
                    case "Enter" -> 13;
                    default -> throw new IllegalArgumentException(key);
                };
        Map<String, Json> event = Map.of(
                "key", Json.of(key),
                "code", Json.of(key),
                "windowsVirtualKeyCode", Json.of(code),
                "text", Json.of(key.equals("Enter") ? "\r" : ""));
        for (String type : List.of(key.equals("Enter") ? "keyDown" : "rawKeyDown", "keyUp")) {
            Map<String, Json> sent = new HashMap<>(event);
            sent.put("type", Json.of(type));
            ask("Input.dispatchKeyEvent", sent);
        }
    }

    void type(String text) {
        ask("Input.insertText", Map.of("text", Json.of(text)));
    }

    void look(int width, int height, String scheme) {
        ask(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width", Json.of(width),
                        "height", Json.of(height),
                        "deviceScaleFactor", Json.of(1),
                        "mobile", Json.of(false)));
        Json feature = Json.object(Map.of("name", Json.of("prefers-color-scheme"), "value", Json.of(scheme)));
        ask("Emulation.setEmulatedMedia", Map.of("features", Json.array(List.of(feature))));
    }

    void screenshot(Path file) throws IOException {
        Files.write(file, Base64.getDecoder().decode(first(ask("Page.captureScreenshot", Map.of()))));
    }

    /// Errors and violations of the policy that the browser reported, and scripts that failed.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /// Removes the complaints that a test expected.
    void forget(String expected) {
        complaints.removeIf(complaint -> complaint.contains(expected));
    }

    private static String first(String answer) {
        Matcher value = VALUE.matcher(answer);
        if (!value.find()) {
            throw new AssertionError("no value in " + answer);
        }
        return unescaped(value.group(1));
    }

    private static String unescaped(String quoted) {
        try {
            return quoted.indexOf('\\') < 0
                    ? quoted.substring(1, quoted.length() - 1)
                    : ((Json.Text) ((Json.Array) JsonReader.read("[" + quoted + "]"))
                                    .items()
                                    .getFirst())
                            .value();
        } catch (Malformed e) {
            throw new AssertionError(quoted, e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        client.close();
    }

    /// Hands each answer to whoever waits for it.
    private final class Ear implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                heard(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        private void heard(String text) {
            Matcher id = ID.matcher(text);
            if (id.find()) {
                CompletableFuture<String> waiting = answers.remove(Integer.parseInt(id.group(1)));
                if (waiting != null) {
                    waiting.complete(text);
                }
            } else if (text.startsWith("{\"method\":\"Runtime.exceptionThrown\"")
                    || (text.startsWith("{\"method\":\"Log.entryAdded\"") && text.contains("\"level\":\"error\""))
                    || text.startsWith("{\"method\":\"Page.javascriptDialogOpening\"")) {
                complaints.add(text);
            }
        }
    }
}
