package io.pyrsia.storage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A JVM of its own that prints one number after the other, each once its work is durable, and is killed in the
/// middle.
public final class KilledProcess {

    private KilledProcess() {}

    /// Runs `main STORE FROM`, kills it as soon as it printed `count` numbers, and gives the last one that it printed.
    public static long run(Class<?> main, Path store, long from, int count) throws IOException, InterruptedException {
        Path errors = store.resolveSibling("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        store.toString(),
                        Long.toString(from))
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader output = process.inputReader()) {
            long last = from - 1;
            for (int i = 0; i < count; i++) {
                @Nullable String line = output.readLine();
                if (line == null) {
                    throw new IllegalStateException(main + " ended: " + Files.readString(errors));
                }
                last = Long.parseLong(line);
            }
            // Through the handle, which leaves the pipe open.
            process.toHandle().destroyForcibly();
            // What it acknowledged before the kill reached it counts too; a torn last line does not.
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last = line.equals(Long.toString(last + 1)) ? last + 1 : last;
            }
            return last;
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
    }
}
