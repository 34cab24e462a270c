package io.pyrsia.builder.work;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.builder.recipe.Reading;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.recipe.RecipeReader;
import io.pyrsia.builder.recipe.RecipeWriter;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.ApiToken;
import io.pyrsia.client.api.Instruction;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// `pyrsia builder publish`: gives the builder's node a recipe that somebody wrote or that was found, and has
/// the node publish it.
final class RecipePublication {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MAX_RECIPE_BYTES = 64 << 10;
    private static final String FILE = "--recipe";
    private static final String REPLACE = "--replace";

    private RecipePublication() {}

    /// The exit code.
    ///
    /// @param words a package version, perhaps a file with its recipe, and settings
    /// @param out takes the recipe's digest and nothing else
    /// @param notes takes the reasons of a recipe that was found, and what is wrong
    static int run(List<String> words, Path here, PrintStream out, PrintStream notes)
            throws IOException, InterruptedException, Malformed {
        List<String> settings = new ArrayList<>(words);
        Purl purl = Purl.parse(settings.removeFirst());
        Optional<Path> file = Optional.empty();
        int place = settings.indexOf(FILE);
        if (place >= 0 && place + 1 < settings.size()) {
            file = Optional.of(here.resolve(settings.remove(place + 1)));
            settings.remove(place);
        }
        boolean mayReplace = settings.remove(REPLACE);
        BuilderSettings read = BuilderSettings.read(settings, here);
        Optional<Recipe> recipe =
                file.isPresent() ? written(purl, file.get(), notes) : RecipeSearch.find(purl, read, notes);
        if (recipe.isEmpty()) {
            return file.isPresent() ? FAILED : RecipeSearch.NOT_FOUND;
        }
        Bytes content = CanonicalJson.bytes(RecipeWriter.json(recipe.get()));
        Digest digest = Digest.sha256(content);
        try (ApiClient node = new ApiClient(read.node(), Optional.of(ApiToken.read(read.token())))) {
            node.give(digest, BodyPublishers.ofByteArray(content.toArrayUnsafe()));
            Instruction.Recipe published =
                    new Instruction.Recipe(purl, digest, source(recipe.get().source()), false, List.of());
            if (mayReplace) {
                node.publishRecipe(published);
            } else {
                node.submit(new Instruction.PublishRecipe(published));
            }
        } catch (ApiRefusal e) {
            notes.println("pyrsia: the recipe of " + purl + " is not published: "
                    + e.problem().detail());
            return FAILED;
        }
        out.println(digest);
        return DONE;
    }

    private static Optional<Recipe> written(Purl purl, Path file, PrintStream notes) throws IOException {
        if (Files.size(file) > MAX_RECIPE_BYTES) {
            notes.println("pyrsia: " + file + " is larger than a recipe can be");
            return Optional.empty();
        }
        return switch (RecipeReader.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))) {
            case Reading.Invalid invalid -> {
                notes.println("pyrsia: " + file + " is no recipe:");
                invalid.problems().forEach(problem -> notes.println("  " + problem));
                yield Optional.empty();
            }
            case Reading.Valid valid
            when !valid.recipe().purl().equals(purl) -> {
                notes.println("pyrsia: " + file + " is the recipe of another package: "
                        + valid.recipe().purl());
                yield Optional.empty();
            }
            case Reading.Valid valid -> Optional.of(valid.recipe());
        };
    }

    /// The source as the ledger names it.
    private static Instruction.Source source(Recipe.Source source) {
        return switch (source) {
            case Recipe.Source.Registry from ->
                new Instruction.Source(
                        Instruction.Source.Kind.REGISTRY,
                        from.registry() + "/" + from.path(),
                        "sha256:" + from.digest().hex());
            case Recipe.Source.Archive from ->
                new Instruction.Source(
                        Instruction.Source.Kind.ARCHIVE,
                        from.url(),
                        "sha256:" + from.digest().hex());
            case Recipe.Source.Git from ->
                new Instruction.Source(Instruction.Source.Kind.GIT, from.url(), "git:" + from.commit());
        };
    }
}
