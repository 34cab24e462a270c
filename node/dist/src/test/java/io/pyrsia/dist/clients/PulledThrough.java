package io.pyrsia.dist.clients;

import io.pyrsia.dist.FreePorts;
import io.pyrsia.dist.Launched;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/// A node as a process that gets its images from one upstream; its network's authorities are not there, and pulling
/// does not need them.
@SuppressWarnings("try") // an interruption ends the test
final class PulledThrough implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private Program program;

    PulledThrough(Path folder, String upstream) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.port = FreePorts.row(5);
        Launched prepared = Launched.run(
                pyrsia(), folder, Map.of(), "node", "prepare", network().toString(), String.valueOf(port), "4");
        if (prepared.exitCode() != 0) {
            throw new IOException(prepared.err());
        }
        Files.writeString(
                configuration(), "registry.oci.upstreams = docker.io=" + upstream + "\n", StandardOpenOption.APPEND);
        this.program = run();
        awaitAnswer();
    }

    static Path pyrsia() {
        return Launched.BUILT.resolve("bin/pyrsia");
    }

    private Path network() {
        return folder.resolve("network");
    }

    private Path configuration() {
        return network().resolve("nodes/regular/node.conf");
    }

    private Program run() throws IOException {
        return Program.start(
                folder.resolve("log"),
                Map.of("PYRSIA_NODE_OPTIONS", "-Xmx96m -XX:TieredStopAtLevel=1"),
                List.of(pyrsia().toString(), "node", "--config", configuration().toString()));
    }

    private void awaitAnswer() throws InterruptedException {
        HttpRequest question =
                HttpRequest.newBuilder(URI.create("http://" + host() + "/v2/")).build();
        Await.until("the node answers", () -> {
            if (!program.process().isAlive()) {
                throw new AssertionError("the node ended: " + program.said());
            }
            return client.send(question, BodyHandlers.discarding()).statusCode() < 500;
        });
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    void kill() throws InterruptedException {
        program.close();
    }

    void startAgain() throws IOException, InterruptedException {
        program = run();
        awaitAnswer();
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
        client.close();
    }
}
