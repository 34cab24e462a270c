package io.pyrsia.cli.build;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.Vote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Prints what the commands of a build printed, as one of its builders kept it.
@Command(name = "log", description = "Print what the commands of a build printed, or print it as it comes.")
final class BuildLog extends NodeWork {

    @Parameters(paramLabel = "ID", description = "What the request printed.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String id;

    @Option(names = "--of", paramLabel = "NODE", description = "The key of the builder's node; else the first one's.")
    private String node = "";

    @Option(names = "--follow", description = "Print it as it comes, while a builder of the asked node is at work.")
    private boolean isFollowing;

    @Override
    protected Exit run(Console console, ApiClient client)
            throws ApiRefusal, Failure, Malformed, IOException, InterruptedException {
        Build build = BuildStatus.find(client, id);
        if (isFollowing && !Progress.isOver(build)) {
            return new LiveOutput(console, id).follow(client);
        }
        if (!Progress.isOver(build)) {
            throw new Failure(
                    Exit.NOT_NOW,
                    "the build is not over: " + Progress.sentence(build),
                    "With --follow it is printed as it comes.");
        }
        for (Vote vote : Evidence.of(client, build).votes()) {
            if (node.isEmpty() || vote.node().toString().equals(node)) {
                Optional<Bytes> log = Evidence.byproduct(client, vote, "build.log");
                if (log.isPresent()) {
                    show(console, vote, new String(log.get().toArrayUnsafe(), StandardCharsets.UTF_8));
                    return Exit.DONE;
                }
            }
        }
        throw new Failure(
                Exit.NOT_FOUND,
                node.isEmpty()
                        ? "nobody kept a log of this build: it " + BuildWhy.end(build)
                        : node + " kept no log of this build");
    }

    private static void show(Console console, Vote vote, String log) {
        Json answer =
                Json.object(new TreeMap<>(Map.of("node", Json.of(vote.node().toString()), "log", Json.of(log))));
        console.show(answer, page -> log.lines().forEach(page::line));
    }
}
