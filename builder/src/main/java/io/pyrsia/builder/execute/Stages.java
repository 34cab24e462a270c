package io.pyrsia.builder.execute;

import io.pyrsia.builder.execute.Outcome.Output;
import io.pyrsia.builder.execute.Outcome.Stage;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.fetch.Recorder;
import io.pyrsia.builder.fetch.Tunnel;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.sandbox.Box;
import io.pyrsia.builder.sandbox.Ended;
import io.pyrsia.builder.sandbox.Step;
import io.pyrsia.builder.toolchain.Catalog;
import io.pyrsia.builder.toolchain.Toolchain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a recipe means, stage by stage, in whichever box its commands run.
public final class Stages {

    private final Recipe recipe;
    private final StringBuilder log = new StringBuilder(); // Owner: the thread that builds.
    private Stage stage = Stage.TOOLCHAINS; // Owner: likewise.

    public Stages(Recipe recipe) {
        this.recipe = recipe;
    }

    /// Why a build ends before its outputs are collected.
    public static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;

        public Stopped(String reason) {
            super(reason, null, false, false);
        }
    }

    /// The stage that was begun last.
    public Stage stage() {
        return stage;
    }

    /// What the commands have said so far.
    public String log() {
        return log.toString();
    }

    /// The toolchains that the recipe pins.
    public List<Toolchain> toolchains(Catalog catalog) throws Stopped {
        List<Toolchain> tools = new ArrayList<>();
        for (Map.Entry<String, String> wanted : new TreeMap<>(recipe.tools()).entrySet()) {
            String name = wanted.getKey();
            Optional<Toolchain> found = catalog.find(name, wanted.getValue());
            if (found.isEmpty()) {
                throw new Stopped(
                        "there is no toolchain " + name + " " + wanted.getValue() + ": " + catalog.versions(name));
            }
            tools.add(found.get());
        }
        return tools;
    }

    /// Gets the source.
    public Path source(Download download) throws IOException, Stopped {
        stage = Stage.SOURCE;
        return switch (recipe.source()) {
            case Recipe.Source.Registry from -> download.get(from.registry(), from.path(), from.digest());
            case Recipe.Source.Archive from -> download.get(URI.create(from.url()), from.digest());
            case Recipe.Source.Git from -> throw new Stopped("sources cannot be had by git yet: " + from.url());
        };
    }

    /// Puts the source onto the build's disk.
    public void unpack(Box box, Path source) throws IOException, Stopped {
        stage = Stage.SOURCE;
        require(new SandboxDisk(box, recipe.settings())
                .unpack(source, recipe.settings().workFolder()));
    }

    /// Runs the commands that may ask the recorder.
    public void fetch(Box box, Recorder recorder, Path work, List<Toolchain> tools, Map<String, Path> shown)
            throws IOException, Stopped {
        stage = Stage.FETCH;
        require(new SandboxDisk(box, recipe.settings()).write(ClientSettings.files(true)));
        Map<String, String> environment = ClientSettings.environment(recipe, tools, true);
        Tunnel tunnel = recorder.tunnel(work);
        for (List<String> command : recipe.fetch().commands()) {
            Map<String, Path> binds = new TreeMap<>(shown);
            binds.putAll(tunnel.binds());
            require(box.run(step(tunnel.around(command), environment), binds, null, null));
        }
    }

    /// Runs the commands that have no network.
    public void build(Box box, List<Toolchain> tools, Map<String, Path> shown) throws IOException, Stopped {
        stage = Stage.BUILD;
        require(new SandboxDisk(box, recipe.settings()).write(ClientSettings.files(false)));
        Map<String, String> environment = ClientSettings.environment(recipe, tools, false);
        for (List<String> command : recipe.build()) {
            require(box.run(step(command, environment), shown, null, null));
        }
    }

    /// Takes what the recipe promises from the build's disk.
    ///
    /// @param into a folder that is not there yet
    public List<Output> outputs(Box box, Path into) throws IOException, Stopped {
        stage = Stage.COLLECT;
        SandboxDisk disk = new SandboxDisk(box, recipe.settings());
        String top = step(List.of("true"), Map.of()).folder();
        List<String> files = disk.files(top);
        TreeMap<String, Output> outputs = new TreeMap<>();
        Files.createDirectory(into);
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
