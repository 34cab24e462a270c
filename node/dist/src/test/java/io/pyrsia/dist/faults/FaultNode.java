package io.pyrsia.dist.faults;

import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiToken;
import io.pyrsia.client.LogClient;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.dist.Launched;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One node as a process, and what can be done to it.
@SuppressWarnings("try") // an interruption ends the test
final class FaultNode implements AutoCloseable {

    /// Then the client goes on to another node.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Path folder;
    private final Path output;
    private final List<String> prefix;
    private final @Nullable Relay relay;
    private final ApiClient api;
    private final LogClient log;
    private @Nullable Process process;

    /// @param prefix what the launcher is started by, so that it runs in the right place
    FaultNode(
            String name, Path folder, Path output, List<String> prefix, URI address, @Nullable Relay relay, Path token)
            throws Exception {
        this.name = name;
        this.folder = folder;
        this.output = output;
        this.prefix = List.copyOf(prefix);
        this.relay = relay;
        this.api = new ApiClient(address, Optional.of(ApiToken.read(token)), PATIENCE);
        this.log = new LogClient(address.resolve("/log/"), PATIENCE);
    }

    String name() {
        return name;
    }

    Path folder() {
        return folder;
    }

    ApiClient api() {
        return api;
    }

    LogClient log() {
        return log;
    }

    NodeStatus status() throws Exception {
        return api.status();
    }

    /// Everything that it ever said.
    String said() throws IOException {
        return Files.exists(output) ? Files.readString(output) : "";
    }

    /// Everything in its log files, the oldest last.
    String logged() throws IOException {
        StringBuilder logged = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> logs = files.filter(file -> file.getFileName().toString().startsWith("node.log"))
                    .sorted()
                    .toList();
            for (Path log : logs) {
                logged.append(Files.readString(log));
            }
        }
        return logged.toString();
    }

    void start(Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Launched.BUILT.resolve("bin/pyrsia").toString(),
                "node",
                "--config",
                folder.resolve("node.conf").toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PYRSIA_NODE_OPTIONS", "-Xmx96m -XX:TieredStopAtLevel=1");
        builder.environment().putAll(environment);
        process = builder.start();
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /// `kill -9`.
    void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    void freeze() throws IOException, InterruptedException {
        Command.run("kill", "-STOP", "" + running().pid());
    }

    void thaw() throws IOException, InterruptedException {
        Command.run("kill", "-CONT", "" + running().pid());
    }

    /// What is done again and again while it runs.
    @FunctionalInterface
    interface Pressure {
        void again() throws Exception;
    }

    /// The exit code of a node that ends by itself, under pressure.
    int awaitEnd(Pressure pressure) throws InterruptedException {
        Await.until(() -> name + " ends by itself", () -> {
            pressure.again();
            return !isRunning();
        });
        return running().exitValue();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    void awaitReady() throws InterruptedException {
        Await.until(() -> name + " is ready", () -> {
            if (!isRunning()) {
                throw new IllegalStateException(name + " ended: " + said());
            }
            return status().ready();
        });
    }

    @Override
    public void close() throws Exception {
        if (process != null) {
            kill();
        }
        api.close();
        log.close();
        if (relay != null) {
            relay.close();
        }
    }
}
