package io.pyrsia.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What became of one run of `bin/pyrsia`.
public record Launched(int exitCode, String out, String err) {

    /// The folder that the build leaves.
    public static final Path BUILT = Path.of("target/pyrsia").toAbsolutePath();

    /// A command that has not ended by then hangs.
    private static final int LIMIT_SECONDS = 120;

    /// Runs a launcher to its end; what it prints goes through files in `temporary`.
    public static Launched run(Path launcher, Path temporary, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        ProcessBuilder process =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        process.environment().remove("JAVA_HOME");
        process.environment().putAll(environment);
        Process started = process.start();
        if (!started.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            started.destroyForcibly().waitFor();
            throw new IOException(command + " did not end: " + Files.readString(out) + Files.readString(err));
        }
        int exitCode = started.exitValue();
        return new Launched(exitCode, Files.readString(out), Files.readString(err));
    }
}
