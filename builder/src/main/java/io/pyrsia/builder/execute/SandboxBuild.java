package io.pyrsia.builder.execute;

import io.pyrsia.builder.Folders;
import io.pyrsia.builder.execute.Outcome.Built;
import io.pyrsia.builder.execute.Outcome.Failed;
import io.pyrsia.builder.execute.Outcome.Output;
import io.pyrsia.builder.execute.Stages.Stopped;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.fetch.Recorder;
import io.pyrsia.builder.fetch.Recording;
import io.pyrsia.builder.fetch.Upstream;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.sandbox.Sandbox;
import io.pyrsia.builder.toolchain.Catalog;
import io.pyrsia.builder.toolchain.Toolchain;
import io.pyrsia.builder.toolchain.ToolchainCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One build, from its recipe to its outcome.
final class SandboxBuild {

    private final SandboxExecutor.Settings settings;
    private final Catalog catalog;
    private final ToolchainCache cache;
    private final Recipe recipe;
    private final Path folder;
    private final Recording recording;
    private final Download download;
    private final Stages stages;

    SandboxBuild(
            SandboxExecutor.Settings settings,
            Catalog catalog,
            ToolchainCache cache,
            Upstream upstream,
            Recipe recipe,
            Path folder) {
        this.settings = settings;
        this.catalog = catalog;
        this.cache = cache;
        this.recipe = recipe;
        this.folder = folder;
        this.recording = new Recording(upstream, folder.resolve("inputs"), settings.maxFetchBytes());
        this.download = new Download(settings.registries(), recording);
        this.stages = new Stages(recipe);
    }

    Outcome run() {
        try {
            Files.createDirectory(folder.resolve("inputs"));
            Path work = Files.createTempDirectory(settings.work(), "build-");
            try {
                Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
                return in(work);
            } finally {
                Folders.delete(work);
            }
        } catch (Stopped | IOException e) {
            return new Failed(stages.stage(), String.valueOf(e.getMessage()), stages.log());
        }
    }

    private Outcome in(Path work) throws IOException, Stopped {
        List<Toolchain> tools = stages.toolchains(catalog);
        Map<String, Path> shown = new TreeMap<>();
        for (Toolchain tool : tools) {
            Path unpacked = cache.obtain(tool, download);
            tool.shows().forEach((where, what) -> shown.put(where, unpacked.resolve(what)));
        }
        Path source = stages.source(download);
        try (Sandbox sandbox = Sandbox.open(work, settings.quota())) {
            stages.unpack(sandbox, source);
            fetch(sandbox, work, tools, shown);
            stages.build(sandbox, tools, shown);
            List<Output> outputs = stages.outputs(sandbox, folder.resolve("outputs"));
            return new Built(outputs, recording.inputs(), tools, stages.log());
        }
    }

    /// The recorder lives no longer than this.
    private void fetch(Sandbox sandbox, Path work, List<Toolchain> tools, Map<String, Path> shown)
            throws IOException, Stopped {
        Path socket = work.resolve("recorder");
        Recipe.Fetch fetch = recipe.fetch();
        try (Recorder recorder =
                Recorder.open(socket, settings.registries(), fetch.allowed(), fetch.asOf(), recording)) {
            sandbox.giveTo(socket);
            stages.fetch(sandbox, recorder, work, tools, shown);
        }
    }
}
