package io.pyrsia.cli.local;

import io.pyrsia.cli.config.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Runs `pyrsia builder …` to its end, which knows recipes and registries when this command does not.
public final class BuilderProgram {

    private BuilderProgram() {}

    /// How it ended and what it said.
    public record Said(int exitCode, String out, String err) {

        /// What it complained about.
        public String error() {
            return err.strip().replaceFirst("^pyrsia: ", "");
        }
    }

    /// The configuration of the first builder of the network on this machine, if it has one and can be run.
    public static Optional<Path> configuration(Map<String, String> environment) {
        Path first = Home.network(environment).resolve("builders/builder-1/builder.conf");
        return Files.isReadable(first) && !launcher(environment).isEmpty() ? Optional.of(first) : Optional.empty();
    }

    /// Runs it with the launcher that started this command.
    public static Said run(Map<String, String> environment, List<String> words)
            throws IOException, InterruptedException {
        return run(Path.of(launcher(environment)), words);
    }

    private static String launcher(Map<String, String> environment) {
        return environment.getOrDefault(Up.LAUNCHER, "");
    }

    static Said run(Path launcher, List<String> words) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(launcher.toString(), "builder"));
        argv.addAll(words);
        Process process = new ProcessBuilder(argv)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                return String.valueOf(e.getMessage());
            }
        });
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out, err.join());
    }
}
