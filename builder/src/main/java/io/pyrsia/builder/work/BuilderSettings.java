package io.pyrsia.builder.work;

import io.pyrsia.base.Malformed;
import io.pyrsia.builder.fetch.Registries;
import io.pyrsia.client.Loopback;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything that a builder is told before it starts.
///
/// @param node where its node answers
/// @param token the file with the node's token
/// @param folder what it keeps: builds while they run
/// @param toolchains unpacked toolchains, which builders of one machine may share
/// @param registries where the registries are that recipes name
public record BuilderSettings(URI node, Path token, Path folder, Path toolchains, Registries registries) {

    private static final int MAX_FILE_BYTES = 64 << 10;
    private static final String CONFIG = "config";
    private static final String REGISTRY = "registry.";

    /// One value, and the folder that a path in it starts from.
    private record Value(String text, Path from) {}

    /// What can be set, for people.
    public static String describe() {
        StringBuilder text = new StringBuilder("""
                node              where its node answers, such as http://127.0.0.1:7888
                token             the file with the node's token: api-token in the node's data
                folder            what the builder keeps; the folders above it can be passed through by everybody
                toolchains        where unpacked toolchains are; builders may share it (FOLDER/toolchains)
                """);
        for (String name : new TreeSet<>(Registries.KNOWN)) {
            text.append("%-17s where the registry '%s' of recipes is%n".formatted(REGISTRY + name, name));
        }
        return text.toString();
    }

    /// Reads the words of a command line, and the file that they name; words win.
    ///
    /// @param here where paths on the command line start from
    public static BuilderSettings read(List<String> words, Path here) throws Malformed, IOException {
        Map<String, Value> values = new TreeMap<>();
        Map<String, Value> said = new TreeMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            if (!words.get(i).startsWith("--") || i + 1 == words.size()) {
                throw new Malformed("'" + words.get(i) + "' is not understood; settings are --NAME VALUE");
            }
            said.put(words.get(i).substring(2), new Value(words.get(i + 1), here));
        }
        Value config = said.remove(CONFIG);
        if (config != null) {
            values.putAll(file(path(CONFIG, config)));
        }
        values.putAll(said);
        return settings(values);
    }

    private static Map<String, Value> file(Path file) throws Malformed, IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new Malformed(file + " has more than " + MAX_FILE_BYTES + " bytes");
        }
        Map<String, Value> values = new TreeMap<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String text = line.strip();
            int sign = text.indexOf('=');
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (sign < 0) {
                throw new Malformed(file + ", line " + number + ": a line is 'name = value'");
            }
            Value value = new Value(text.substring(sign + 1).strip(), file.resolveSibling(""));
            if (values.put(text.substring(0, sign).strip(), value) != null) {
                throw new Malformed(file + ", line " + number + ": the same name twice");
            }
        }
        return values;
    }

    private static BuilderSettings settings(Map<String, Value> values) throws Malformed {
        Map<String, URI> registries = new TreeMap<>();
        for (Map.Entry<String, Value> entry : values.entrySet()) {
            String name = entry.getKey();
            if (name.startsWith(REGISTRY) && Registries.KNOWN.contains(name.substring(REGISTRY.length()))) {
                registries.put(
                        name.substring(REGISTRY.length()),
                        web(name, entry.getValue().text()));
            } else if (!List.of("node", "token", "folder", "toolchains").contains(name)) {
                throw new Malformed("there is no setting '" + name + "'; there are:\n" + describe());
            }
        }
        URI node = web("node", needed("node", values).text());
        if (node.getScheme().equals("http") && !Loopback.is(node.getHost())) {
            throw new Malformed("'node' is on another machine, so it is an address that begins with https:"
                    + " the token would be read on the way");
        }
        Path folder = path("folder", needed("folder", values));
        @Nullable Value toolchains = values.get("toolchains");
        return new BuilderSettings(
                node,
                path("token", needed("token", values)),
                folder,
                toolchains == null ? folder.resolve("toolchains") : path("toolchains", toolchains),
                new Registries(registries));
    }

    private static Value needed(String name, Map<String, Value> values) throws Malformed {
        @Nullable Value value = values.get(name);
        return Optional.ofNullable(value).orElseThrow(() -> new Malformed("the setting '" + name + "' is missing"));
    }

    private static Path path(String name, Value value) throws Malformed {
        try {
            return value.from().resolve(value.text()).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new Malformed("'" + name + "' is no path: " + e.getReason());
        }
    }

    private static URI web(String name, String text) throws Malformed {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new Malformed("'" + name + "' is no address of the web: " + e.getMessage());
        }
        throw new Malformed("'" + name + "' is no address of the web: " + text);
    }
}
