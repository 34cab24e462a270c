package io.pyrsia.builder.execute;

import io.pyrsia.builder.fetch.Registries;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where this machine's ordinary clients look for packages: they are asked, so no address is written here.
final class OrdinaryClients {

    private static final String PIP = """
            import subprocess, sys
            from pip._internal.models.index import PyPI
            said = subprocess.run([sys.executable, '-m', 'pip', 'config', 'get', 'global.index-url'],
                capture_output=True, text=True).stdout.strip()
            print(said or PyPI.simple_url)""";

    private OrdinaryClients() {}

    static Registries registries() throws IOException {
        TreeMap<String, URI> addresses = new TreeMap<>();
        maven().ifPresent(address -> addresses.put("maven", address));
        said("python3", "-c", PIP).ifPresent(address -> addresses.put("pypi", address));
        said("npm", "config", "get", "registry").ifPresent(address -> addresses.put("npm", address));
        said("go", "env", "GOPROXY").ifPresent(address -> addresses.put("go", address));
        crates().ifPresent(address -> addresses.put("crates", address));
        debian("^(?!.*security).*").ifPresent(address -> addresses.put("debian", address));
        debian(".*security.*").ifPresent(address -> addresses.put("debian-security", address));
        return new Registries(addresses);
    }

    /// A mirror in the user's settings, or else what Maven has built in.
    private static Optional<URI> maven() throws IOException {
        Path settings = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
        if (Files.exists(settings)) {
            Matcher mirror = Pattern.compile("<mirror>.*?<url>(.*?)</url>", Pattern.DOTALL)
                    .matcher(Files.readString(settings));
            if (mirror.find()) {
                return Optional.of(URI.create(mirror.group(1).strip()));
            }
        }
        String find = "unzip -p \"$(find -L \"$(dirname \"$(readlink -f \"$(command -v mvn)\")\")/../lib\" "
                + "-name 'maven-model-builder*.jar' | head -n 1)\" org/apache/maven/model/pom-4.0.0.xml"
                + " | sed -n 's/.*<url>\\(.*\\)<.url>.*/\\1/p' | head -n 1";
        return said("/bin/sh", "-c", find);
    }

    /// A source in Cargo's settings, or else the registry that Cargo keeps an index of.
    private static Optional<URI> crates() throws IOException {
        Path home = Path.of(System.getProperty("user.home"), ".cargo");
        Path settings = home.resolve("config.toml");
        if (Files.exists(settings)) {
            Matcher source = Pattern.compile("\"sparse\\+(https?://[^\"]+)\"").matcher(Files.readString(settings));
            if (source.find()) {
                return Optional.of(URI.create(source.group(1)));
            }
        }
        Path kept = home.resolve("registry/index");
        if (!Files.isDirectory(kept)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(kept)) {
            return folders.map(folder -> folder.getFileName().toString().replaceFirst("-[0-9a-f]{16}$", ""))
                    .filter(host -> host.startsWith("index."))
                    .sorted()
                    .findFirst()
                    .map(host -> URI.create("https://" + host + "/"));
        }
    }

    private static Optional<URI> debian(String which) throws IOException {
        Pattern address = Pattern.compile("https?://\\S+debian\\S*");
        Path folder = Path.of("/etc/apt");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            List<Path> lists = files.filter(file -> file.toString().matches(".*\\.(list|sources)"))
                    .sorted()
                    .toList();
            for (Path list : lists) {
                Optional<String> found = address.matcher(Files.readString(list).replaceAll("(?m)^\\s*#.*$", ""))
                        .results()
                        .map(result -> result.group())
                        .filter(url -> url.matches(which))
                        .findFirst();
                if (found.isPresent()) {
                    return found.map(URI::create);
                }
            }
        }
        return Optional.empty();
    }

    /// The first address in what a program says, if it is there and says one.
    private static Optional<URI> said(String... argv) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(argv)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
        Matcher address = Pattern.compile("https?://[^\\s,|]+").matcher(said);
        return address.find() ? Optional.of(URI.create(address.group())) : Optional.empty();
    }
}
