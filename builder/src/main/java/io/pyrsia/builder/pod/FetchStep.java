package io.pyrsia.builder.pod;

import io.pyrsia.builder.execute.Stages;
import io.pyrsia.builder.execute.Stages.Stopped;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.fetch.Recorder;
import io.pyrsia.builder.fetch.Recording;
import io.pyrsia.builder.fetch.Registries;
import io.pyrsia.builder.fetch.Upstream;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.sandbox.Box;
import io.pyrsia.builder.toolchain.Catalog;
import io.pyrsia.builder.toolchain.Toolchain;
import io.pyrsia.builder.toolchain.ToolchainCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The first container: gets tools, source and what the build needs, and writes down all of it.
final class FetchStep {

    static final long MAX_FILE_BYTES = 1L << 30;
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final long MAX_FETCH_BYTES = 4L << 30;

    private final PodFiles files;
    private final Box box;

    FetchStep(PodFiles files, Box box) {
        this.files = files;
        this.box = box;
    }

    /// Leaves a report, also when it fails.
    void run(Instant now) throws IOException {
        Recipe recipe = files.recipe();
        Stages stages = new Stages(recipe);
        Path kept = Files.createDirectories(files.inputs().resolve("files"));
        try (Upstream upstream = new Upstream(MAX_FILE_BYTES, PATIENCE)) {
            Recording recording = new Recording(upstream, kept, MAX_FETCH_BYTES);
            String failure = null;
            try {
                fetch(recipe, stages, recording);
            } catch (Stopped | IOException e) {
                failure = "cannot " + stages.stage().purpose() + ": " + e.getMessage();
            }
            files.write(files.inputs(), new Report(now, recording.inputs(), stages.log(), failure));
        }
    }

    private void fetch(Recipe recipe, Stages stages, Recording recording) throws IOException, Stopped {
        Registries registries = new Registries(files.task().registries());
        Download download = new Download(registries, recording);
        List<Toolchain> tools = stages.toolchains(Catalog.builtIn());
        ToolchainCache cache = new ToolchainCache(files.toolchains().resolve("unpacked"));
        for (Toolchain tool : tools) {
            Path unpacked = cache.obtain(tool, download);
            for (Map.Entry<String, String> shown : tool.shows().entrySet()) {
                move(unpacked.resolve(shown.getValue()).normalize(), Path.of(shown.getKey()));
            }
        }
        stages.unpack(box, stages.source(download));
        Path work = Files.createTempDirectory("fetch-");
        Recipe.Fetch fetch = recipe.fetch();
        Path socket = work.resolve("recorder");
        try (Recorder recorder = Recorder.open(socket, registries, fetch.allowed(), fetch.asOf(), recording)) {
            stages.fetch(box, recorder, work, tools, Map.of());
        }
    }

    /// A pod builds once, so what is unpacked moves to where the build looks for it. What a tool has in `/etc` is
    /// below the toolchains, where links of the image lead.
    private void move(Path from, Path to) throws IOException {
        Path target = to.startsWith(PodFiles.IN_POD.toolchains())
                ? files.toolchains().resolve(PodFiles.IN_POD.toolchains().relativize(to))
                : files.toolchains().resolve(Path.of("/").relativize(to));
        Files.createDirectories(target.resolveSibling(""));
        Files.move(from, target);
    }
}
