package io.pyrsia.bench.libp2p;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The processes of a comparison: our node and the driver of go-libp2p.
final class Counterparts {

    private static final String GO_SOURCE = "node/bench/src/main/go/libp2p";
    private static final String GO_BINARY = "node/bench/target/libp2p-go";
    private static final long PATIENCE_SECONDS = 300;

    private Counterparts() {}

    /// A process that is asked and answers in lines until it is closed.
    record Running(Process process, BufferedReader out, BufferedWriter in) implements AutoCloseable {

        String line() throws IOException {
            return Optional.ofNullable(out.readLine()).orElseThrow(() -> new IOException("the process said nothing"));
        }

        String ask() throws IOException {
            in.newLine();
            in.flush();
            return line();
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    static void buildGo() throws IOException, InterruptedException {
        run(List.of("go", "build", "-C", GO_SOURCE, "-o", new File(GO_BINARY).getAbsolutePath(), "."));
    }

    static List<String> go(String... arguments) {
        List<String> command = new ArrayList<>(List.of(GO_BINARY));
        command.addAll(List.of(arguments));
        return command;
    }

    static List<String> java(String heap, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path", ""),
                BenchNode.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    static Running start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Running(
                process,
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)),
                new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)));
    }

    /// Runs to the end and returns the last line of the output.
    static String run(List<String> command) throws IOException, InterruptedException {
        try (Running running = start(command)) {
            List<String> lines = running.out().lines().toList();
            if (!running.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    || running.process().exitValue() != 0) {
                throw new IOException("failed: " + command.getFirst());
            }
            return lines.isEmpty() ? "" : lines.getLast();
        }
    }
}
