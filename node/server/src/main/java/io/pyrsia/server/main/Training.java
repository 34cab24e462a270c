package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.ApiToken;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.LogQuery;
import io.pyrsia.server.config.NodeConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// `pyrsia node train`: a whole network in one process that does once what nodes do, so that the JVM can note
/// which classes that needs (the AOT cache, JEP 514).
final class Training {

    private static final int AUTHORITIES = 4;
    /// The ports of a network, for HTTP and for other nodes.
    private static final int PORTS = 2 * (AUTHORITIES + 1);

    private static final int FIRST_PORT = 11_000;
    private static final int ROWS = 1_000;
    private static final long TIME_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_MS = 50;

    private Training() {}

    static void run(Path folder) throws CannotStart, Malformed, IOException, InterruptedException {
        int httpPort = prepare(folder);
        Deque<Node> nodes = new ArrayDeque<>();
        try (var folders = Files.list(folder.resolve("nodes"))) {
            for (Path node : folders.filter(Files::isDirectory).sorted().toList()) {
                NodeConfig config = NodeConfig.read(
                        List.of("--config", node.resolve("node.conf").toString()), Map.of(), folder);
                nodes.push(NodeMain.start(config, new CompletableFuture<>()));
            }
            ask(folder, httpPort);
        } finally {
            nodes.forEach(Node::close);
        }
    }

    /// Gives the regular node's port. Each process begins elsewhere, so that builds on one machine do not meet.
    private static int prepare(Path folder) throws CannotStart, Malformed, IOException {
        long begin = ProcessHandle.current().pid();
        for (int row = 0; row < ROWS; row++) {
            int port = FIRST_PORT + (int) ((begin + row) % ROWS) * PORTS;
            try {
                Prepare.network(List.of(folder.toString(), "" + port, "" + AUTHORITIES));
                return port;
            } catch (CannotStart e) {
                if (e.exit() != CannotStart.Exit.IN_USE) {
                    throw e;
                }
            }
        }
        throw new CannotStart(CannotStart.Exit.IN_USE, "no ports are free from " + FIRST_PORT + " on");
    }

    private static void ask(Path folder, int httpPort)
            throws CannotStart, Malformed, IOException, InterruptedException {
        Optional<ApiToken> token = Optional.of(ApiToken.read(folder.resolve(ApiToken.FILE_NAME)));
        try (ApiClient regular = new ApiClient(URI.create("http://127.0.0.1:" + httpPort), token);
                ApiClient authority = new ApiClient(URI.create("http://127.0.0.1:" + (httpPort + 1)), token)) {
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
