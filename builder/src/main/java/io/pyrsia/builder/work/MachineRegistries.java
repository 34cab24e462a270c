package io.pyrsia.builder.work;

import io.pyrsia.builder.fetch.Registries;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// `pyrsia builder registries`: where this machine's own clients get packages, as lines of a builder's
/// configuration. So a builder asks the mirrors that this machine is meant to ask.
public final class MachineRegistries {

    private static final String PIP = """
            import subprocess, sys
            from pip._internal.models.index import PyPI
            said = subprocess.run([sys.executable, '-m', 'pip', 'config', 'get', 'global.index-url'],
                capture_output=True, text=True).stdout.strip()
            print(said or PyPI.simple_url)""";

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s,|<\"]+");
    private static final int PATIENCE_SECONDS = 30;
    private static final int MAX_SETTINGS_BYTES = 1 << 20;

    private MachineRegistries() {}

    /// @param notes hears of registries that no client here knows
    static void print(PrintStream out, PrintStream notes) throws IOException {
        Map<String, URI> found = find();
        found.forEach((name, address) -> out.println("registry." + name + " = " + address));
        TreeSet<String> unknown = new TreeSet<>(Registries.KNOWN);
        unknown.removeAll(found.keySet());
        if (!unknown.isEmpty()) {
            notes.println("no client of this machine says where these registries are: " + String.join(", ", unknown)
                    + "; a line 'registry.NAME = URL' in a builder's configuration does");
        }
    }

    /// The registries that clients here know, by name.
    public static Map<String, URI> find() throws IOException {
        TreeMap<String, URI> addresses = new TreeMap<>();
        maven().ifPresent(address -> addresses.put("maven", address));
        said("python3", "-c", PIP).ifPresent(address -> addresses.put("pypi", address));
        said("npm", "config", "get", "registry").ifPresent(address -> addresses.put("npm", address));
        said("go", "env", "GOPROXY").ifPresent(address -> addresses.put("go", address));
        debian("^(?!.*security).*").ifPresent(address -> addresses.put("debian", address));
        debian(".*security.*").ifPresent(address -> addresses.put("debian-security", address));
        return addresses;
    }

    /// A mirror in the user's settings, or else what Maven has built in.
    private static Optional<URI> maven() throws IOException {
        Path settings = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
        if (Files.exists(settings) && Files.size(settings) <= MAX_SETTINGS_BYTES) {
            Matcher mirror = Pattern.compile("<mirror>.*?<url>(.*?)</url>", Pattern.DOTALL)
                    .matcher(Files.readString(settings));
            if (mirror.find()) {
                return address(mirror.group(1));
            }
        }
        Optional<Path> program = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "mvn"))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Path lib = program.get().toRealPath().resolveSibling("../lib");
        if (!Files.isDirectory(lib)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(lib)) {
            Optional<Path> jar = files.filter(
                            file -> file.getFileName().toString().matches("maven-model-builder.*\\.jar"))
                    .findFirst();
            return jar.isPresent() ? builtIn(jar.get()) : Optional.empty();
        }
    }

    private static Optional<URI> builtIn(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry pom = zip.getEntry("org/apache/maven/model/pom-4.0.0.xml");
            if (pom == null) {
                return Optional.empty();
            }
            String text = new String(zip.getInputStream(pom).readAllBytes(), StandardCharsets.UTF_8);
            Matcher url = Pattern.compile("<url>(.*?)</url>").matcher(text);
            return url.find() ? address(url.group(1)) : Optional.empty();
        }
    }

    private static Optional<URI> debian(String which) throws IOException {
        Path folder = Path.of("/etc/apt");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            List<Path> lists = files.filter(file -> file.toString().matches(".*\\.(list|sources)"))
                    .filter(Files::isReadable)
                    .sorted()
                    .toList();
            for (Path list : lists) {
                Optional<String> found = Pattern.compile("https?://\\S+debian\\S*")
                        .matcher(Files.readString(list).replaceAll("(?m)^\\s*#.*$", ""))
                        .results()
                        .map(result -> result.group())
                        .filter(url -> url.matches(which))
                        .findFirst();
                if (found.isPresent()) {
                    return address(found.get());
                }
            }
        }
        return Optional.empty();
    }

    /// The first address in what a program says, if it is there and says one soon.
    private static Optional<URI> said(String... argv) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(argv)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                return "";
            }
        });
        try {
            return address(said.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Optional<URI> address(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(URI.create(address.group()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
