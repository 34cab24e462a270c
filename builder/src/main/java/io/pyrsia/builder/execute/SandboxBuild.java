package io.pyrsia.builder.execute;

import io.pyrsia.builder.Folders;
import io.pyrsia.builder.execute.Outcome.Built;
import io.pyrsia.builder.execute.Outcome.Failed;
import io.pyrsia.builder.execute.Outcome.Output;
import io.pyrsia.builder.execute.Outcome.Stage;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.fetch.Recorder;
import io.pyrsia.builder.fetch.Recording;
import io.pyrsia.builder.fetch.Tunnel;
import io.pyrsia.builder.fetch.Upstream;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.sandbox.Ended;
import io.pyrsia.builder.sandbox.Sandbox;
import io.pyrsia.builder.sandbox.Step;
import io.pyrsia.builder.toolchain.Catalog;
import io.pyrsia.builder.toolchain.Toolchain;
import io.pyrsia.builder.toolchain.ToolchainCache;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final StringBuilder log = new StringBuilder(); // Owner: the thread that builds.
    private Stage stage = Stage.TOOLCHAINS; // Owner: likewise.

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
    }

    /// Why a build ends before its outputs are collected.
    private static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;

        Stopped(String reason) {
            super(reason, null, false, false);
        }
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
            return new Failed(stage, String.valueOf(e.getMessage()), log.toString());
        }
    }

    private Outcome in(Path work) throws IOException, Stopped {
        Map<String, Path> shown = new TreeMap<>();
        List<Toolchain> tools = toolchains(shown);
        stage = Stage.SOURCE;
        try (Sandbox sandbox = Sandbox.open(work, settings.quota())) {
            SandboxDisk disk = new SandboxDisk(sandbox, recipe.settings());
            source(sandbox, disk, work);
            stage = Stage.FETCH;
            fetch(sandbox, disk, work, tools, shown);
            stage = Stage.BUILD;
            require(disk.write(ClientSettings.files(false)));
            Map<String, String> environment = ClientSettings.environment(recipe, tools, false);
            for (List<String> command : recipe.build()) {
                require(sandbox.run(step(command, environment), shown, null, null));
            }
            stage = Stage.COLLECT;
            return new Built(outputs(disk), recording.inputs(), tools, log.toString());
        }
    }

    private List<Toolchain> toolchains(Map<String, Path> shown) throws IOException, Stopped {
        List<Toolchain> tools = new ArrayList<>();
        for (Map.Entry<String, String> wanted : new TreeMap<>(recipe.tools()).entrySet()) {
            String name = wanted.getKey();
            Optional<Toolchain> found = catalog.find(name, wanted.getValue());
            if (found.isEmpty()) {
                throw new Stopped(
                        "there is no toolchain " + name + " " + wanted.getValue() + ": " + catalog.versions(name));
            }
            Path unpacked = cache.obtain(found.get(), download);
            found.get().shows().forEach((where, what) -> shown.put(where, unpacked.resolve(what)));
            tools.add(found.get());
        }
        return tools;
    }

    private void source(Sandbox sandbox, SandboxDisk disk, Path work) throws IOException, Stopped {
        String folder = recipe.settings().workFolder();
        switch (recipe.source()) {
            case Recipe.Source.Registry from ->
                require(disk.unpack(download.get(from.registry(), from.path(), from.digest()), folder));
            case Recipe.Source.Archive from ->
                require(disk.unpack(download.get(URI.create(from.url()), from.digest()), folder));
            case Recipe.Source.Git from -> {
                Optional<String> missing = GitSource.missing();
                if (missing.isPresent()) {
                    throw new Stopped(missing.get());
                }
                GitSource source = new GitSource(sandbox, recipe.settings(), from);
                require(source.fetch(Files.createDirectory(work.resolve("git")), recording));
                recording.add(source.written());
            }
        }
    }

    /// The recorder lives no longer than this.
    private void fetch(Sandbox sandbox, SandboxDisk disk, Path work, List<Toolchain> tools, Map<String, Path> shown)
            throws IOException, Stopped {
        require(disk.write(ClientSettings.files(true)));
        Map<String, String> environment = ClientSettings.environment(recipe, tools, true);
        Path socket = work.resolve("recorder");
        Recipe.Fetch fetch = recipe.fetch();
        try (Recorder recorder =
                Recorder.open(socket, settings.registries(), fetch.allowed(), fetch.asOf(), recording)) {
            sandbox.giveTo(socket);
            Tunnel tunnel = recorder.tunnel(work);
            for (List<String> command : fetch.commands()) {
                Map<String, Path> binds = new TreeMap<>(shown);
                binds.putAll(tunnel.binds());
                require(sandbox.run(step(tunnel.around(command), environment), binds, null, null));
            }
        }
    }

    private Step step(List<String> command, Map<String, String> environment) {
        String start = recipe.settings().workFolder();
        String within = recipe.source().folder();
        return new Step(
                command,
                environment,
                within.equals(".") ? start : start + "/" + within,
                recipe.settings().umask(),
                recipe.settings().limit());
    }

    private List<Output> outputs(SandboxDisk disk) throws IOException, Stopped {
        String top = step(List.of("true"), Map.of()).folder();
        List<String> files = disk.files(top);
        TreeMap<String, Output> outputs = new TreeMap<>();
        Path into = Files.createDirectory(folder.resolve("outputs"));
        for (String pattern : recipe.outputs()) {
            List<String> matching = files.stream()
                    .filter(FilePattern.compile(pattern).asMatchPredicate())
                    .toList();
            if (matching.isEmpty()) {
                throw new Stopped("the build made no file that matches " + pattern);
            }
            for (String path : matching) {
                if (!outputs.containsKey(path)) {
                    outputs.put(path, disk.take(top, path, into.resolve("output-" + outputs.size())));
                }
            }
        }
        return List.copyOf(outputs.values());
    }

    private void require(Ended ended) throws Stopped {
        log.append(ended.log());
        if (ended.how() != Ended.How.EXITED) {
            throw new Stopped("a command did not end well: " + ended.how().meaning());
        }
        if (!ended.succeeded()) {
            throw new Stopped("a command ended with exit code " + ended.code());
        }
    }
}
