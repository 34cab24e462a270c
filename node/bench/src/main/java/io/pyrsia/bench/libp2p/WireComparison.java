package io.pyrsia.bench.libp2p;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Our wire and go-libp2p in turns on loopback, each as two processes: one stream down and up, connect to first byte,
/// and ping. Run it from the project's folder: `WireComparison RUNS BYTES CONNECTS`; `go` has to be installed.
public final class WireComparison {

    private static final String GO_SOURCE = "node/bench/src/main/go/libp2p";
    private static final String GO_BINARY = "node/bench/target/libp2p-go";
    private static final long PATIENCE_SECONDS = 300;

    private WireComparison() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String bytes = arguments[1];
        String connects = arguments[2];
        run(List.of("go", "build", "-C", GO_SOURCE, "-o", new File(GO_BINARY).getAbsolutePath(), "."));
        System.out.println("| security | node | down MB/s | up MB/s | connect+byte ms p50 | p99 | ping us p50 | p99 |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (String kind : List.of("tls", "noise")) {
            Process go = start(List.of(GO_BINARY, "serve", "-sec", kind));
            Process ours = start(java("serve", kind));
            try {
                String goAddress = line(go);
                String ourAddress = line(ours);
                for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                    row(kind, "pyrsia", run(java("drive", kind, ourAddress, bytes, connects)));
                    row(
                            kind,
                            "go-libp2p",
                            run(List.of(
                                    GO_BINARY, "drive", "-sec", kind, "-addr", goAddress, "-size", bytes, "-n",
                                    connects)));
                }
            } finally {
                go.destroy();
                ours.destroy();
            }
        }
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path", ""),
                BenchNode.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static void row(String kind, String node, String figures) {
        System.out.println("| " + kind + " | " + node + " | " + figures.replace(" ", " | ") + " |");
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String line(Process process) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return Optional.ofNullable(reader.readLine()).orElseThrow(() -> new IOException("the process said nothing"));
    }

    /// Runs to the end and returns the last line of the output.
    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = start(command);
        try {
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("failed: " + command.getFirst());
            }
            return lines.isEmpty() ? "" : lines.getLast();
        } finally {
            process.destroy();
        }
    }
}
