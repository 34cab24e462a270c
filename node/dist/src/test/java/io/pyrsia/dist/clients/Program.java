package io.pyrsia.dist.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program that runs and writes what it says to a file.
@SuppressWarnings("try") // an interruption ends the test
record Program(Process process, Path output) implements AutoCloseable {

    static Program start(Path output, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()));
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        return new Program(builder.start(), output);
    }

    /// Whether it is on the path.
    static boolean exists(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /// Its exit code; nothing if it still runs then and was ended.
    Optional<Integer> end(int seconds) throws InterruptedException {
        if (process.waitFor(seconds, TimeUnit.SECONDS)) {
            return Optional.of(process.exitValue());
        }
        close();
        return Optional.empty();
    }

    String said() throws IOException {
        return Files.readString(output);
    }

    /// As `kill -9` does, and waits for it.
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
