package io.pyrsia.builder.infer;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.fetch.Upstream.Fetched;
import io.pyrsia.builder.recipe.Recipe;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A package's archive, packed anew by npm from what is in it: the only source that the registry has.
final class NpmGuess implements Guess {

    /// Its launcher looks for itself beside Node, where it is not.
    private static final String NPM = "/toolchain/npm/bin/npm-cli.js";

    private final Download registry;
    private final Tools tools;

    NpmGuess(Download registry, Tools tools) {
        this.registry = registry;
        this.tools = tools;
    }

    @Override
    public Optional<Recipe> recipe(Purl purl, String version, Notes notes) throws IOException {
        String scope = purl.namespace() == null ? "" : purl.namespace() + "/";
        Optional<String> list = registry.text("npm", scope.replace("/", "%2F") + purl.name());
        if (list.isEmpty()) {
            notes.inVain("npm has no package " + scope + purl.name());
            return Optional.empty();
        }
        Json.Obj about;
        try {
            about = about(list.get(), version);
        } catch (Malformed e) {
            notes.inVain("npm's list of versions has no " + version + ": " + e.reason());
            return Optional.empty();
        }
        if (about.get("gitHead") instanceof Json.Text commit) {
            notes.inVain("npm names the commit " + commit.value()
                    + ": a recipe from it has to name the commands that make the package's files, which npm does not");
        }
        Optional<String> npmVersion =
                about.get("_npmVersion") instanceof Json.Text said ? Optional.of(said.value()) : Optional.empty();
        String path = scope + purl.name() + "/-/" + purl.name() + "-" + version + ".tgz";
        Optional<Fetched> archive = registry.find("npm", path);
        Optional<String> node = tools.choose("node", Optional.empty(), notes);
        Optional<String> npm = tools.choose("npm", npmVersion, notes);
        if (archive.isEmpty() || node.isEmpty() || npm.isEmpty()) {
            return Optional.empty();
        }
        notes.because("the source is the published archive itself: this shows that npm packs it so, not more");
        return Optional.of(new Draft(
                        "npm",
                        new Recipe.Source.Registry(
                                "npm",
                                path,
                                archive.get().digest(),
                                Archives.topOfTar(archive.get().file()).orElse("package")),
                        Map.of("node", node.get(), "npm", npm.get()),
                        List.of(),
                        List.of(
                                List.of("mkdir", "-p", "/build/home/packed"),
                                List.of(
                                        "node",
                                        NPM,
                                        "pack",
                                        "--ignore-scripts",
                                        "--pack-destination",
                                        "/build/home/packed"),
                                List.of("mv", "/build/home/packed", "packed")),
                        "packed/*.tgz",
                        Optional.of(
                                new Recipe.Published("npm", path, archive.get().digest())))
                .recipe(purl, "npm-1"));
    }

    private static Json.Obj about(String list, String version) throws Malformed {
        if (JsonReader.read(list) instanceof Json.Obj all) {
            return all.object("versions").object(version);
        }
        throw new Malformed("the list is no object");
    }
}
