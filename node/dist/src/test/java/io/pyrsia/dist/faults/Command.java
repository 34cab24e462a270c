package io.pyrsia.dist.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A program of the operating system that is run to its end.
public final class Command {

    private Command() {}

    /// Runs it; what it says when it fails is the exception's message.
    public static void run(String... words) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(words)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", words) + " fails: " + said.strip());
        }
    }

    /// The reason why it cannot be run here, or nothing.
    public static String problem(String... words) throws InterruptedException {
        try {
            run(words);
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
