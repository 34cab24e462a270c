package io.pyrsia.cli.build;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.cli.text.YamlText;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Instruction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows how the network builds a version, or gives it another recipe for that.
@Command(name = "recipe", description = "Show by which recipe a package version is built, or publish another one.")
final class BuildRecipe extends NodeWork {

    private static final int MAX_RECIPE_BYTES = 64 << 10;

    @Parameters(paramLabel = "PURL", description = "Such as pkg:pypi/idna@3.10.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String purl;

    @Option(
            names = "--publish",
            paramLabel = "FILE",
            description = {
                "A recipe that takes the place of the one that the network has; builds that were",
                "asked for before go on with the old one. A builder on this machine publishes it."
            })
    private @Nullable Path file;

    @Override
    protected Exit run(Console console, ApiClient client)
            throws ApiRefusal, Failure, Malformed, IOException, InterruptedException {
        Purl version = Purl.parse(purl);
        if (file != null) {
            Recipes.publish(console, version, Optional.of(file), true);
            return Exit.DONE;
        }
        Digest digest = client.recipe(version)
                .map(Instruction.Recipe::digest)
                .orElseThrow(
                        () -> new Failure(
                                Exit.NOT_FOUND,
                                "the network has no recipe for " + version,
                                "'pyrsia build purl' has a builder of this machine look for one; --publish FILE gives it yours."));
        Json recipe = JsonReader.read(Evidence.blob(client, digest), MAX_RECIPE_BYTES);
        console.note(digest.toString());
        console.show(recipe, page -> YamlText.of(recipe).lines().forEach(page::line));
        return Exit.DONE;
    }
}
