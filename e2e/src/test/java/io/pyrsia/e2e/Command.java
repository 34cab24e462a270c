package io.pyrsia.e2e;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Runs other programs.
final class Command {

    private Command() {}

    /// What it printed; one that fails fails the scenario with its words.
    static String run(List<String> command) throws IOException, InterruptedException {
        return run(command, Path.of("").toAbsolutePath(), Map.of());
    }

    /// With so many changes of the environment, in this folder.
    static String run(List<String> command, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said;
        try (InputStream out = process.getInputStream()) {
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + " failed:\n" + said);
        }
        return said;
    }

    static boolean isThere(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Files.isExecutable(Path.of(program))
                || Arrays.stream(path.split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
