package io.pyrsia.cli.build;

import io.pyrsia.base.Purl;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.local.BuilderProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Has a builder on this machine read a recipe or look for one, and its node publish it.
final class Recipes {

    private Recipes() {}

    /// The configuration of a builder on this machine, if it has one.
    static Optional<Path> builder(Console console) {
        return BuilderProgram.configuration(console.environment());
    }

    /// @param file the recipe; without it the builder looks for one, and what it goes by is noted
    /// @param mayReplace whether it takes the place of one that the network has
    static void publish(Console console, Purl purl, Optional<Path> file, boolean mayReplace)
            throws Failure, IOException, InterruptedException {
        if (file.isPresent() && !Files.isReadable(file.get())) {
            throw new Failure(Exit.NOT_FOUND, "there is no " + file.get());
        }
        Path configuration = builder(console)
                .orElseThrow(
                        () -> new Failure(
                                Exit.NOT_FOUND,
                                "no builder of 'pyrsia up' is on this machine, and only a builder reads recipes",
                                "'pyrsia up --builders 3' starts some; 'pyrsia builder publish' beside a builder does the same."));
        List<String> words = new ArrayList<>(List.of("publish", purl.toString()));
        file.ifPresent(recipe ->
                words.addAll(List.of("--recipe", recipe.toAbsolutePath().toString())));
        if (mayReplace) {
            words.add("--replace");
        }
        words.addAll(List.of("--config", configuration.toString()));
        if (file.isEmpty()) {
            console.note("the network has no recipe for " + purl + ": looking for one");
        }
        BuilderProgram.Said said = BuilderProgram.run(console.environment(), words);
        if (said.exitCode() != 0) {
            throw new Failure(said.exitCode() == Exit.NOT_FOUND.code() ? Exit.NOT_FOUND : Exit.FAILED, said.error());
        }
        said.err().lines().forEach(line -> console.note("  " + line));
        console.note("published the recipe " + said.out().strip());
    }
}
