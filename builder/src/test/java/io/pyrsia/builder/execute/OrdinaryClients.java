package io.pyrsia.builder.execute;

import io.pyrsia.builder.fetch.Registries;
import io.pyrsia.builder.work.MachineRegistries;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where this machine's ordinary clients look for packages: they are asked, so no address is written here.
final class OrdinaryClients {

    private OrdinaryClients() {}

    static Registries registries() throws IOException {
        TreeMap<String, URI> addresses = new TreeMap<>(MachineRegistries.find());
        crates().ifPresent(address -> addresses.put("crates", address));
        return new Registries(addresses);
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
}
