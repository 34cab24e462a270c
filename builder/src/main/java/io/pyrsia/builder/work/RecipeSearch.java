package io.pyrsia.builder.work;

import io.pyrsia.base.Purl;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.builder.Folders;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.fetch.Recording;
import io.pyrsia.builder.fetch.Upstream;
import io.pyrsia.builder.infer.Inference;
import io.pyrsia.builder.infer.Inferrer;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.recipe.RecipeWriter;
import io.pyrsia.builder.toolchain.Catalog;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// `pyrsia builder infer`: looks for a recipe and prints it, with its reasons beside it.
final class RecipeSearch {

    private static final int DONE = 0;
    static final int NOT_FOUND = 3;

    private static final long MAX_FILE_BYTES = 1L << 30;
    private static final long MAX_BYTES = 4L << 30;

    private RecipeSearch() {}

    /// The exit code.
    ///
    /// @param out takes the recipe and nothing else
    /// @param notes takes the reasons, or what was tried
    static int run(Purl purl, BuilderSettings settings, PrintStream out, PrintStream notes) throws IOException {
        Optional<Recipe> found = find(purl, settings, notes);
        found.ifPresent(recipe -> out.println(CanonicalJson.text(RecipeWriter.json(recipe))));
        return found.isPresent() ? DONE : NOT_FOUND;
    }

    /// A recipe, if one is found.
    ///
    /// @param notes takes the reasons, or what was tried
    static Optional<Recipe> find(Purl purl, BuilderSettings settings, PrintStream notes) throws IOException {
        Path folder = Files.createTempDirectory("pyrsia-infer-");
        try (Upstream upstream = new Upstream(MAX_FILE_BYTES, Duration.ofMinutes(10))) {
            Recording recording = new Recording(upstream, folder, MAX_BYTES);
            Inferrer inferrer = new Inferrer(new Download(settings.registries(), recording), Catalog.builtIn());
            return switch (inferrer.infer(purl)) {
                case Inference.Guessed guessed -> {
                    guessed.reasons().forEach(notes::println);
                    yield Optional.of(guessed.recipe());
                }
                case Inference.NotFound none -> {
                    notes.println("pyrsia: no recipe found for " + purl + "; tried:");
                    none.tried().forEach(attempt -> notes.println("  " + attempt));
                    yield Optional.empty();
                }
            };
        } finally {
            Folders.delete(folder);
        }
    }
}
