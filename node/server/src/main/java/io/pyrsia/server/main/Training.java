package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.ApiToken;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.LogQuery;
import io.pyrsia.server.config.NodeConfig;
import io.pyrsia.server.report.Journal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// `pyrsia node train`: a whole network in one process that does once what nodes do, so that the JVM can note
/// which classes that needs (the AOT cache, JEP 514).
final class Training {

    private static final int AUTHORITIES = 4;
    /// Of this process, so that builds on one machine do not meet.
    private static final int HTTP_PORT = 47_000 + (int) (ProcessHandle.current().pid() % 1_000) * (AUTHORITIES + 1);
    private static final long TIME_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_MS = 50;

    private Training() {}

    static void run(Path folder) throws CannotStart, Malformed, IOException, InterruptedException {
        Prepare.network(List.of(folder.toString(), "" + HTTP_PORT, "" + AUTHORITIES));
        Journal journal = Journal.install(System.out);
        Deque<Node> nodes = new ArrayDeque<>();
        try (var folders = Files.list(folder.resolve("nodes"))) {
            for (Path node : folders.filter(Files::isDirectory).sorted().toList()) {
                NodeConfig config = NodeConfig.read(
                        List.of("--config", node.resolve("node.conf").toString()), Map.of(), folder);
                nodes.push(Node.start(config, Clock.system(), journal, reason -> {}));
            }
            ask(folder);
        } finally {
            nodes.forEach(Node::close);
        }
    }

    private static void ask(Path folder) throws CannotStart, Malformed, IOException, InterruptedException {
        Optional<ApiToken> token = Optional.of(ApiToken.read(folder.resolve(ApiToken.FILE_NAME)));
        try (ApiClient regular = new ApiClient(URI.create("http://127.0.0.1:" + HTTP_PORT), token);
                ApiClient authority = new ApiClient(URI.create("http://127.0.0.1:" + (HTTP_PORT + 1)), token)) {
            long end = System.nanoTime() + TIME_LIMIT_NANOS;
            while (!regular.status().ready() || !authority.status().ready()) {
                if (System.nanoTime() > end) {
                    throw new CannotStart(CannotStart.Exit.FAILED, "the network for training is not ready in time");
                }
                Thread.sleep(PAUSE_MS);
            }
            authority.submit(new Instruction.RegisterBuilder(regular.status().node()));
            regular.search(LogQuery.of(LogQuery.Facet.TIME, ""));
            regular.peers();
            regular.authorities();
            regular.metrics();
        } catch (ApiRefusal e) {
            throw new CannotStart(
                    CannotStart.Exit.FAILED,
                    "the network for training refused: " + e.problem().detail());
        }
    }
}
