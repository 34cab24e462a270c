package io.pyrsia.builder.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// A sandbox for a test, and the same commands outside of any.
public final class Cell implements AutoCloseable {

    /// Long enough for any command here that ends by itself, on any machine.
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    public static final Quota SMALL = new Quota(1L << 30, 64L << 20, 10_000, 256, 64 << 10);

    private static final Map<Means, Optional<String>> MISSING = new ConcurrentHashMap<>();

    private final Path folder;
    private final Sandbox sandbox;

    private Cell(Path folder, Sandbox sandbox) {
        this.folder = folder;
        this.sandbox = sandbox;
    }

    public static Cell open() throws IOException {
        return open(SMALL);
    }

    public static Cell open(Quota quota) throws IOException {
        return open(Means.here(), quota);
    }

    static Cell open(Means means) throws IOException {
        return open(means, SMALL);
    }

    static Cell open(Means means, Quota quota) throws IOException {
        Optional<String> missing = MISSING.computeIfAbsent(means, Sandbox::missing);
        assumeTrue(missing.isEmpty(), () -> "not run: " + missing.orElse(""));
        Path folder = passable("cell-");
        return new Cell(folder, Sandbox.open(folder, quota, means));
    }

    /// A new temporary folder that other accounts may pass through.
    public static Path passable(String prefix) throws IOException {
        Path folder = Files.createTempDirectory(prefix);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        return folder;
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    /// Runs a script of the shell within.
    public Ended sh(String script, String... arguments) throws IOException {
        return sh(PATIENCE, script, arguments);
    }

    public Ended sh(Duration limit, String script, String... arguments) throws IOException {
        return sandbox.run(Step.of(limit, argv(script, arguments)));
    }

    /// What the same script says on the machine itself.
    public static String outside(String script, String... arguments) throws IOException {
        Process process = Host.command(List.of(argv(script, arguments)))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.onExit().join();
        return said;
    }

    private static String[] argv(String script, String... arguments) {
        return Stream.concat(Stream.of("/bin/bash", "-c", script, "bash"), Stream.of(arguments))
                .toArray(String[]::new);
    }

    /// The processes of the machine that have a word in their command line.
    public static List<ProcessHandle> processesWith(String word) {
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(word))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", String.valueOf(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        sandbox.close();
        Files.delete(folder);
    }
}
