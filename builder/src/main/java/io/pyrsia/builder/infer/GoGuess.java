package io.pyrsia.builder.infer;

import io.pyrsia.base.Purl;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.fetch.Upstream.Fetched;
import io.pyrsia.builder.recipe.Recipe;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The programs of a Go module, from the module's archive. A proxy publishes no programs, so there is nothing to
/// compare with but what other builders make.
final class GoGuess implements Guess {

    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private final Download registry;
    private final Tools tools;

    GoGuess(Download registry, Tools tools) {
        this.registry = registry;
        this.tools = tools;
    }

    @Override
    public Optional<Recipe> recipe(Purl purl, String version, Notes notes) throws IOException {
        String module = purl.namespace() == null ? purl.name() : purl.namespace() + "/" + purl.name();
        String path = escaped(module) + "/@v/" + escaped(version) + ".zip";
        Optional<Fetched> archive = registry.find("go", path);
        if (archive.isEmpty()) {
            notes.inVain("the proxy has no module " + module + " " + version);
            return Optional.empty();
        }
        Optional<String> go = tools.choose("go", Optional.empty(), notes);
        if (go.isEmpty()) {
            return Optional.empty();
        }
        notes.because("the source is the module as the proxy has it");
        notes.because("CGO_ENABLED=0 and -trimpath, so that neither C compilers nor folders of this machine matter");
        return Optional.of(new Draft(
                        "go",
                        new Recipe.Source.Registry("go", path, archive.get().digest(), module + "@" + version),
                        Map.of("go", go.get()),
                        List.of(List.of("go", "mod", "download")),
                        List.of(List.of(
                                "env", "CGO_ENABLED=0", "go", "build", "-mod=mod", "-trimpath", "-o", "out/", "./...")),
                        "out/*",
                        Optional.empty())
                .recipe(purl, "file-1"));
    }

    /// Proxies write a capital letter as an exclamation mark and a small one.
    private static String escaped(String text) {
        return CAPITAL.matcher(text)
                .replaceAll(letter -> "!" + (char) (letter.group().charAt(0) + 32));
    }
}
