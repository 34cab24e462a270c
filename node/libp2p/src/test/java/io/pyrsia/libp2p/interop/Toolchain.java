package io.pyrsia.libp2p.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One other implementation: what it needs to be built, how, and how it is started.
enum Toolchain {
    GO(
            "go-libp2p",
            "go",
            "go.mod",
            "go-libp2p v(\\S+)",
            "go",
            "go build -buildvcs=false -o counterpart .",
            "./counterpart",
            true),
    RUST(
            "rust-libp2p",
            "rust",
            "Cargo.toml",
            "libp2p = \\{ version = \"=([^\"]+)\"",
            "cargo cc",
            "cargo build --quiet --release",
            "./target/release/counterpart",
            true),
    JS(
            "js-libp2p",
            "js",
            "package.json",
            "\"libp2p\": \"([^\"]+)\"",
            "node npm",
            "npm ci --ignore-scripts --no-audit --no-fund",
            "node main.js",
            true),
    PY("py-libp2p", "py", "requirements.txt", "(?m)^libp2p==(\\S+)", "python3", """
            python3 -m venv venv
            venv/bin/pip install --quiet -r requirements.txt""", "venv/bin/python main.py", false);

    /// Rust takes ten minutes on a busy machine of two cores.
    private static final long BUILD_MINUTES = 25;

    private static final Path SOURCES = Path.of("src/test/interop");
    private static final Path BUILDS = Path.of("target/interop");

    private final String title;
    private final String folder;
    private final String manifest;
    private final String version;
    /// Programs, with spaces between them.
    private final String needed;
    /// Commands, one a line.
    private final String build;
    private final String start;
    private final boolean routes;

    Toolchain(
            String title,
            String folder,
            String manifest,
            String version,
            String needed,
            String build,
            String start,
            boolean routes) {
        this.title = title;
        this.folder = folder;
        this.manifest = manifest;
        this.version = version;
        this.needed = needed;
        this.build = build;
        this.start = start;
        this.routes = routes;
    }

    /// Name and version of the implementation.
    String title() {
        try {
            Matcher found = Pattern.compile(version)
                    .matcher(Files.readString(SOURCES.resolve(folder).resolve(manifest)));
            return title + " " + (found.find() ? found.group(1) : "of an unknown version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether its Kademlia and Gossipsub are tested.
    boolean routes() {
        return routes;
    }

    /// What is missing on this machine, if anything.
    Optional<String> missing() {
        return words(needed).stream()
                .filter(program -> !onPath(program))
                .findFirst()
                .map(program -> "no " + program + " on the path");
    }

    Path directory() {
        return BUILDS.resolve(folder);
    }

    List<String> command(String security) {
        return words(start + ' ' + security);
    }

    /// Builds the program in a copy of its sources, unless that was done before with the same sources.
    void prepare() throws IOException, InterruptedException {
        Path done = directory().resolve(".built");
        if (!copySources() && Files.exists(done)) {
            return;
        }
        Files.deleteIfExists(done);
        for (String step : build.lines().toList()) {
            run(words(step));
        }
        Files.createFile(done);
    }

    /// Whether a file differs from the last copy.
    private boolean copySources() throws IOException {
        boolean changed = false;
        Path sources = SOURCES.resolve(folder);
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory().resolve(sources.relativize(file).toString());
                if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
                    Files.createDirectories(copy.getParent());
                    Files.write(copy, Files.readAllBytes(file));
                    changed = true;
                }
            }
        }
        return changed;
    }

    private void run(List<String> step) throws IOException, InterruptedException {
        Path log = directory().resolve("build.log").toAbsolutePath();
        Process process = new ProcessBuilder(step)
                .directory(directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", step) + " took more than " + BUILD_MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", step) + " failed:\n" + Files.readString(log));
        }
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
