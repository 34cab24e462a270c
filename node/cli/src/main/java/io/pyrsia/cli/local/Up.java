package io.pyrsia.cli.local;

import io.pyrsia.base.Malformed;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.frame.Work;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.ApiToken;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Starts a network on this machine, or what is missing of it, and waits until it has agreed on something.
@Command(
        name = "up",
        description = {
            "Start a network on this machine: authorities that agree, and a regular node to talk to.",
            "Run it again after anything died: it starts what is missing and leaves the rest alone."
        })
public final class Up extends Work {

    /// The launcher says where it is.
    static final String LAUNCHER = "PYRSIA_LAUNCHER";

    private static final String OCI_UPSTREAMS = "registry.oci.upstreams";
    private static final String MAVEN_UPSTREAMS = "registry.maven.upstreams";

    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final long PAUSE_MS = 25;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The network's folder; else $PYRSIA_DATA, else ~/.pyrsia.")
    private String data = "";

    @Option(
            names = "--http-port",
            paramLabel = "P",
            defaultValue = "7888",
            description = "The regular node's port, at first; the authorities have the next ones (${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(
            names = "--authorities",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many authorities, at first: 4 to 16 (${DEFAULT-VALUE}).")
    private int authorities;

    @Option(
            names = "--builders",
            paramLabel = "N",
            description = {
                "How many authorities get a builder on this machine, which needs bwrap; at first none. With three or",
                "more, what they agree on is VERIFIED."
            })
    private @Nullable Integer builders;

    @Option(
            names = "--oci-upstreams",
            paramLabel = "LIST",
            description =
                    "Where the regular node gets images that no peer has, at first, as docker.io=URL; else nowhere.")
    private @Nullable String ociUpstreams;

    @Option(
            names = "--maven-upstreams",
            paramLabel = "LIST",
            description = "Where it gets Maven's files, at first, as central=URL; else nowhere.")
    private @Nullable String mavenUpstreams;

    @Override
    protected Exit run(Console console) throws Failure, Malformed, IOException, InterruptedException {
        long began = System.nanoTime();
        Path folder = LocalNetwork.folder(data, console.environment());
        Path launcher = launcher(console);
        try (FileChannel _ = LocalNetwork.lock(folder)) {
            if (!LocalNetwork.isIn(folder)) {
                console.note("making keys and a genesis for " + authorities + " authorities in " + folder);
                prepare(launcher, folder);
            } else if (!upstreams().isEmpty()) {
                throw new Failure(
                        Exit.USAGE,
                        "the network in " + folder + " is made, with the upstreams it has",
                        "Change them in " + folder.resolve("nodes/regular/node.conf")
                                + ", then 'pyrsia down', 'pyrsia up'.");
            }
            LocalNetwork network = LocalNetwork.read(folder);
            if (builders != null) {
                LocalBuilders.make(console, launcher, network, builders);
                network = LocalNetwork.read(folder);
            }
            Map<LocalNode, Process> started = start(console, network, launcher);
            Optional<ApiToken> token = Optional.of(ApiToken.read(network.token()));
            for (LocalNode node : network.nodes()) {
                awaitReady(node, started.get(node), token);
            }
            awaitFirstBlock(network, token);
            LocalBuilders.register(network, token);
            LocalBuilders.start(console, network, launcher);
            show(console, network, token, (System.nanoTime() - began) / 1e9);
            return Exit.DONE;
        }
    }

    private static void show(Console console, LocalNetwork network, Optional<ApiToken> token, double seconds)
            throws Failure, Malformed, IOException, InterruptedException {
        NodeStatus status = awaitReady(network.regular(), null, token);
        int builders = network.builders().size();
        List<String> next = nextSteps(network);
        console.show(RecordJson.write(NodeStatus.class, status), page -> {
            page.line("The network is up after %.1f s: %d authorities, %sblock %d, %d entries in the log."
                    .formatted(
                            seconds,
                            network.authorities().size(),
                            builders == 0 ? "" : builders + " builders, ",
                            status.height(),
                            status.logSize()));
            next.forEach(page::line);
        });
    }

    private static Path launcher(Console console) throws Failure {
        String launcher = console.environment().getOrDefault(LAUNCHER, "");
        if (launcher.isEmpty()) {
            throw new Failure(Exit.FAILED, "nodes are started by bin/pyrsia, which was not used to start this command");
        }
        return Path.of(launcher);
    }

    private void prepare(Path launcher, Path folder) throws IOException, InterruptedException, Failure {
        List<String> command = new ArrayList<>(
                List.of(launcher.toString(), "node", "prepare", folder.toString(), "" + httpPort, "" + authorities));
        command.addAll(upstreams());
        Process prepare = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(prepare.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = prepare.waitFor();
        if (exitCode != 0) {
            String sentence = said.strip().replaceFirst("^pyrsia: ", "");
            throw new Failure(exitCode == Exit.USAGE.code() ? Exit.USAGE : Exit.FAILED, sentence);
        }
    }

    /// The lines that the regular node's configuration gets.
    private List<String> upstreams() {
        List<String> lines = new ArrayList<>();
        if (ociUpstreams != null) {
            lines.add(OCI_UPSTREAMS + " = " + ociUpstreams);
        }
        if (mavenUpstreams != null) {
            lines.add(MAVEN_UPSTREAMS + " = " + mavenUpstreams);
        }
        return lines;
    }

    /// Starts the nodes that do not run, all at once.
    private static Map<LocalNode, Process> start(Console console, LocalNetwork network, Path launcher)
            throws IOException {
        Map<LocalNode, Process> started = new LinkedHashMap<>();
        for (LocalNode node : network.nodes()) {
            if (node.process().running().isEmpty()) {
                started.put(node, node.process().start(launcher));
            }
        }
        List<String> names = new ArrayList<>();
        started.keySet().forEach(node -> names.add(node.name()));
        console.note(names.isEmpty() ? "all nodes run" : "starting " + String.join(", ", names));
        return started;
    }

    private static NodeStatus awaitReady(LocalNode node, @Nullable Process process, Optional<ApiToken> token)
            throws Failure, IOException, InterruptedException {
        long end = System.nanoTime() + TIME_LIMIT.toNanos();
        String waiting = "it does not answer";
        try (ApiClient client = new ApiClient(node.address(), token, ANSWER_LIMIT)) {
            while (System.nanoTime() < end) {
                if (process != null && !process.isAlive()) {
                    throw new Failure(
                            Exit.FAILED,
                            node.name() + " ended: " + node.process().lastLine());
                }
                try {
                    NodeStatus status = client.status();
                    if (status.ready()) {
                        return status;
                    }
                    waiting = String.valueOf(status.waitingFor());
                } catch (IOException e) {
                    // Not up yet: the port is asked again.
                } catch (ApiRefusal e) {
                    waiting = e.problem().detail();
                }
                Thread.sleep(PAUSE_MS);
            }
        }
        throw new Failure(
                Exit.NOT_NOW,
                node.name() + " is not ready after " + TIME_LIMIT.toSeconds() + " s: " + waiting,
                "Its lines are in " + node.process().folder().log() + ".");
    }

    /// Has the first authority vouch for itself as a builder, if nothing was agreed on yet: the network shows
    /// that it agrees, and builds that are asked for wait until there is a builder.
    private static void awaitFirstBlock(LocalNetwork network, Optional<ApiToken> token)
            throws Failure, Malformed, IOException, InterruptedException {
        try (ApiClient client = new ApiClient(network.regular().address(), token);
                ApiClient authority = new ApiClient(network.firstAuthority().address(), token)) {
            if (client.status().height() > 0) {
                return;
            }
            NodeStatus first = authority.status();
            long height = authority
                    .submit(new Instruction.RegisterBuilder(first.node()))
                    .height();
            long end = System.nanoTime() + TIME_LIMIT.toNanos();
            while (client.status().height() < height && System.nanoTime() < end) {
                Thread.sleep(PAUSE_MS);
            }
        } catch (ApiRefusal e) {
            throw new Failure(
                    Exit.FAILED,
                    "the first transaction was refused: " + e.problem().detail());
        }
    }

    private static List<String> nextSteps(LocalNetwork network) throws Malformed, IOException {
        List<String> settings =
                Files.readAllLines(network.regular().process().folder().configuration());
        List<String> steps = new ArrayList<>(List.of(
                "",
                "  export PYRSIA_NODE=" + network.regular().address() + " PYRSIA_TOKEN_FILE=" + network.token(),
                "  pyrsia status                  where the node stands",
                "  pyrsia log show                what the network agreed on"));
        if (settings.stream().anyMatch(line -> line.startsWith(OCI_UPSTREAMS))) {
            steps.add("  docker pull " + network.regular().address().getAuthority() + "/library/alpine");
            steps.add("  pyrsia use docker              have docker pull through the node; also podman, containerd");
        }
        if (settings.stream().anyMatch(line -> line.startsWith(MAVEN_UPSTREAMS))) {
            steps.add("  pyrsia use maven               have mvn get packages through the node; also gradle");
        }
        steps.addAll(List.of(
                "  pyrsia build maven --gav GROUP:ARTIFACT:VERSION",
                "                                 ask the network for a build"));
        if (network.builders().isEmpty()) {
            steps.add("  pyrsia up --builders 3         have builders on this machine, which do it");
        }
        steps.addAll(List.of(
                "  pyrsia logs                    what the nodes say",
                "  pyrsia down                    stop it; 'pyrsia up' goes on from there"));
        return steps;
    }
}
