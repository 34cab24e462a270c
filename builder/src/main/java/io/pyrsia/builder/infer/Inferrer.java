package io.pyrsia.builder.infer;

import io.pyrsia.base.Purl;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.recipe.Reading;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.recipe.RecipeReader;
import io.pyrsia.builder.recipe.RecipeWriter;
import io.pyrsia.builder.toolchain.Catalog;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks for a recipe for a version of a package that nobody wrote one for.
public final class Inferrer {

    private static final Set<String> IMAGES = Set.of("docker", "oci");

    private static final String DOCKERFILES =
            ": the commands of a Dockerfile run as root on a base image with a network,"
                    + " which no sandbox gives; a recipe that packs its own files as a layer can be written";

    private final Map<String, Guess> guesses;

    /// One that asks the given registries and chooses among the given toolchains.
    public Inferrer(Download registry, Catalog catalog) {
        Tools tools = new Tools(catalog);
        this.guesses = Map.of(
                "maven", new MavenGuess(registry, tools),
                "pypi", new PypiGuess(registry, tools),
                "npm", new NpmGuess(registry, tools),
                "cargo", new CargoGuess(registry, tools),
                "golang", new GoGuess(registry, tools));
    }

    /// Asks registries, which may fail; that a registry has nothing is no failure.
    public Inference infer(Purl purl) throws IOException {
        Notes notes = new Notes();
        String version = purl.version();
        Guess guess = guesses.get(purl.type());
        if (version == null) {
            notes.inVain("the package URL names no version");
        } else if (guess == null) {
            notes.inVain("nothing is known of how packages of type '" + purl.type() + "' are built"
                    + (IMAGES.contains(purl.type()) ? DOCKERFILES : ""));
        } else {
            Optional<Recipe> recipe = guess.recipe(purl, version, notes);
            if (recipe.isPresent() && isValid(recipe.get(), notes)) {
                return new Inference.Guessed(recipe.get(), notes.reasons());
            }
        }
        return new Inference.NotFound(notes.tried());
    }

    /// Names come from strangers; what a builder would not take as a recipe is none.
    private static boolean isValid(Recipe recipe, Notes notes) {
        return switch (RecipeReader.read(CanonicalJson.text(RecipeWriter.json(recipe)))) {
            case Reading.Valid _ -> true;
            case Reading.Invalid invalid -> {
                notes.inVain("what was found does not make a valid recipe: "
                        + invalid.problems().getFirst().message());
                yield false;
            }
        };
    }
}
