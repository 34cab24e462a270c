package io.pyrsia.builder.work;

import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.builder.compare.Bounds;
import io.pyrsia.builder.compare.Comparison;
import io.pyrsia.builder.compare.Kind;
import io.pyrsia.builder.compare.Report;
import io.pyrsia.builder.execute.Outcome.Output;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.fetch.Recording;
import io.pyrsia.builder.fetch.Registries;
import io.pyrsia.builder.fetch.Upstream;
import io.pyrsia.builder.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares what was built with what is published.
public final class Originals implements AutoCloseable {

    private final Registries registries;
    private final Upstream upstream;
    private final long maxBytes;

    /// @param maxBytes the largest published file that is looked at
    /// @param patience how long it may take to come
    public Originals(Registries registries, long maxBytes, Duration patience) {
        this.registries = registries;
        this.upstream = new Upstream(maxBytes, patience);
        this.maxBytes = maxBytes;
    }

    /// A comparison as JSON and as a page, or why there is none.
    record Compared(String json, Optional<String> html) {}

    /// Empty if the recipe names no published file.
    ///
    /// @param folder a folder for the published file, which the caller deletes
    Optional<Compared> report(Recipe recipe, List<Output> outputs, Path folder) throws IOException {
        if (recipe.upstream().isEmpty()) {
            return Optional.empty();
        }
        Recipe.Published published = recipe.upstream().get();
        String name = name(published.path());
        Optional<Output> ours = outputs.stream()
                .filter(output -> outputs.size() == 1 || name(output.path()).equals(name))
                .findFirst();
        if (ours.isEmpty()) {
            return Optional.of(problem("no file that was built is called " + name));
        }
        Path theirs;
        try {
            theirs = new Download(registries, new Recording(upstream, Files.createDirectory(folder), maxBytes))
                    .get(published.registry(), published.path(), published.digest());
        } catch (IOException e) {
            return Optional.of(problem("the published file cannot be had: " + e.getMessage()));
        }
        Report report = Comparison.of(ours.get().file(), theirs, Kind.of(name), Bounds.DEFAULT);
        return Optional.of(new Compared(report.json(), Optional.of(report.html())));
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Compared problem(String sentence) {
        return new Compared(CanonicalJson.text(Json.object(Map.of("problem", Json.of(sentence)))), Optional.empty());
    }

    @Override
    public void close() {
        upstream.close();
    }
}
