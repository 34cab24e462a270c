package io.pyrsia.cli.build;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Requests a build of one version, and says so as the original does.
abstract class BuildWork extends NodeWork {

    /// The ledger's reasons that mean: somebody has done or is doing it.
    private static final Set<String> NOT_NEEDED = Set.of("ALREADY_VERIFIED", "ALREADY_REQUESTED");

    private static final String NO_RECIPE = "NO_SUCH_RECIPE";

    /// How long a recipe that was just published may take to reach the asked node.
    private static final long NEWS_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long PAUSE_MS = 250;

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = {
                "How it is built, if the network does not know it yet. Without this, a builder of",
                "the network on this machine looks for a recipe."
            })
    private @Nullable Path recipe;

    @Option(names = "--wait", description = "Say how it goes, until it is over; one that failed fails the command.")
    private boolean isWaiting;

    abstract Purl purl() throws Failure, Malformed;

    @Override
    protected final Exit run(Console console, ApiClient client)
            throws ApiRefusal, Failure, Malformed, IOException, InterruptedException {
        Purl purl = purl();
        Build build = request(console, client, purl);
        String started = "Build request successfully handled. Build with ID '" + build.id() + "' has been started.";
        if (isWaiting) {
            console.note(started);
            return BuildStatus.show(console, Progress.follow(console, client, build.id()));
        }
        console.show(RecordJson.write(Build.class, build), page -> page.line(started));
        return Exit.DONE;
    }

    private Build request(Console console, ApiClient client, Purl purl)
            throws ApiRefusal, Failure, Malformed, IOException, InterruptedException {
        boolean isPublished = recipe != null;
        if (recipe != null) {
            Recipes.publish(console, purl, Optional.of(recipe), false);
        }
        long end = System.nanoTime() + NEWS_NANOS;
        while (true) {
            try {
                return client.requestBuild(purl);
            } catch (ApiRefusal refusal) {
                @Nullable String reason = refusal.problem().reason();
                if (reason != null && NOT_NEEDED.contains(reason)) {
                    throw new Failure(
                            Exit.FAILED,
                            "Artifact already exists. Fresh build not required: "
                                    + refusal.problem().detail());
                }
                if (!NO_RECIPE.equals(reason) || System.nanoTime() > end) {
                    throw refusal;
                }
                if (!isPublished) {
                    if (Recipes.builder(console).isEmpty()) {
                        throw refusal;
                    }
                    Recipes.publish(console, purl, Optional.empty(), false);
                    isPublished = true;
                    end = System.nanoTime() + NEWS_NANOS;
                }
            }
            Thread.sleep(PAUSE_MS);
        }
    }
}
