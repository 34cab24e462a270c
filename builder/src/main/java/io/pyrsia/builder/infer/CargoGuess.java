package io.pyrsia.builder.infer;

import io.pyrsia.base.Purl;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.fetch.Upstream.Fetched;
import io.pyrsia.builder.recipe.Recipe;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A crate, packed anew by Cargo from what is in it: the only source that the registry has.
final class CargoGuess implements Guess {

    private final Download registry;
    private final Tools tools;

    CargoGuess(Download registry, Tools tools) {
        this.registry = registry;
        this.tools = tools;
    }

    @Override
    public Optional<Recipe> recipe(Purl purl, String version, Notes notes) throws IOException {
        String path = "dl/" + purl.name() + "/" + version + ".crate";
        Optional<Fetched> crate = registry.find("crates", path);
        if (crate.isEmpty()) {
            notes.inVain("the registry of crates has no " + purl.name() + " " + version);
            return Optional.empty();
        }
        Optional<String> rust = tools.choose("rust", Optional.empty(), notes);
        if (rust.isEmpty()) {
            return Optional.empty();
        }
        notes.because("the source is the published crate itself: this shows that Cargo packs it so, not more;"
                + " a recipe from the commit in its .cargo_vcs_info.json would show it all");
        notes.because("Cargo.toml.orig is what its author wrote; a repository without commits makes Cargo pack files"
                + " whose names begin with a dot");
        return Optional.of(new Draft(
                        "crates",
                        new Recipe.Source.Registry("crates", path, crate.get().digest(), purl.name() + "-" + version),
                        Map.of("rust", rust.get()),
                        List.of(
                                List.of("rm", "-f", ".cargo_vcs_info.json"),
                                List.of("mv", "Cargo.toml.orig", "Cargo.toml"),
                                List.of("git", "init", "--quiet"),
                                List.of("git", "add", "--all", "--force"),
                                List.of("cargo", "fetch")),
                        List.of(List.of("cargo", "package", "--no-verify", "--allow-dirty", "--offline")),
                        "target/package/" + purl.name() + "-" + version + ".crate",
                        Optional.of(
                                new Recipe.Published("crates", path, crate.get().digest())))
                .recipe(purl, "crate-1"));
    }
}
