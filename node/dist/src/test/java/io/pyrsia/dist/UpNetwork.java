package io.pyrsia.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A network that `pyrsia up` started in a folder, and `pyrsia` beside it; stopped when it is closed.
@SuppressWarnings("try") // an interruption ends the test
final class UpNetwork implements AutoCloseable {

    static final Path PYRSIA = Launched.BUILT.resolve("bin/pyrsia");
    static final List<String> NODES = List.of("regular", "authority-1", "authority-2", "authority-3", "authority-4");

    private final Path temporary;
    private final int port;

    private UpNetwork(Path temporary, int port) {
        this.temporary = temporary;
        this.port = port;
    }

    /// Nothing is there yet: the first [#up] makes it.
    static UpNetwork unmade(Path temporary) throws IOException {
        return new UpNetwork(temporary, FreePorts.row(NODES.size()));
    }

    static UpNetwork in(Path temporary) throws Exception {
        UpNetwork network = unmade(temporary);
        network.up();
        return network;
    }

    /// Starts what does not run.
    Launched up(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("up", "--data", folder().toString(), "--http-port", "" + port));
        words.addAll(List.of(more));
        Launched up = pyrsia(words.toArray(String[]::new));
        assertEquals(0, up.exitCode(), up.err());
        return up;
    }

    Launched down() throws IOException, InterruptedException {
        Launched down = pyrsia("down", "--data", folder().toString());
        assertEquals(0, down.exitCode(), down.err());
        return down;
    }

    /// `kill -9`.
    void kill(String node) throws Exception {
        kill(node, Duration.ofMinutes(1));
    }

    /// @param bound when the process must be gone
    void kill(String node, Duration bound) throws Exception {
        ProcessHandle process = process(node);
        assertTrue(process.destroyForcibly());
        process.onExit().get(bound.toSeconds(), TimeUnit.SECONDS);
    }

    Path folder() {
        return temporary.resolve("network");
    }

    Path folder(String node) {
        return folder().resolve("nodes").resolve(node);
    }

    Path configuration(String node) {
        return folder(node).resolve("node.conf");
    }

    Path genesis() {
        return folder().resolve("nodes/genesis.json");
    }

    int httpPort(String node) {
        return port + NODES.indexOf(node);
    }

    String address(String node) {
        return "http://127.0.0.1:" + httpPort(node);
    }

    Path token() {
        return folder().resolve(ApiToken.FILE_NAME);
    }

    ApiClient api(String node) throws Exception {
        return new ApiClient(URI.create(address(node)), Optional.of(ApiToken.read(token())));
    }

    Launched pyrsia(String... words) throws IOException, InterruptedException {
        return Launched.run(PYRSIA, temporary, Map.of(), words);
    }

    /// As somebody runs it whose network this is, asking the regular node.
    Launched own(String... words) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("PYRSIA_DATA", folder().toString(), "PYRSIA_NODE", address("regular"));
        return Launched.run(PYRSIA, temporary, environment, words);
    }

    ProcessHandle process(String node) throws IOException {
        return found(node).orElseThrow();
    }

    boolean isRunning(String node) throws IOException {
        return found(node).isPresent();
    }

    private Optional<ProcessHandle> found(String node) throws IOException {
        Path lock = node.startsWith("builder-")
                ? folder().resolve("builders").resolve(node).resolve("builder.lock")
                : folder(node).resolve("node.lock");
        return ProcessHandle.of(Long.parseLong(Files.readString(lock).strip()));
    }

    /// All that the node ever said.
    String said(String node) throws IOException {
        return Files.readString(folder(node).resolve("node.log"));
    }

    @Override
    public void close() throws Exception {
        down();
    }
}
