package io.pyrsia.builder.toolchain;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.builder.toolchain.Toolchain.Archive;
import io.pyrsia.builder.toolchain.Toolchain.Packing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The toolchains that are known, for one platform.
public final class Catalog {

    private final TreeMap<String, Toolchain> toolchains = new TreeMap<>();

    private Catalog() {}

    /// The list that comes with the builder, for the machine that it runs on.
    public static Catalog builtIn() {
        String platform = System.getProperty("os.name").toLowerCase(Locale.ROOT) + "-" + System.getProperty("os.arch");
        try (InputStream in = Catalog.class.getResourceAsStream("toolchains.json")) {
            if (in == null) {
                throw new IllegalStateException("the list of toolchains is not in the builder's archive");
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8), platform);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Malformed e) {
            throw new IllegalStateException("the builder's own list of toolchains is wrong: " + e.reason(), e);
        }
    }

    /// Reads a list: its members are tools, theirs are versions.
    ///
    /// @param platform entries for others are left out
    public static Catalog read(String json, String platform) throws Malformed {
        Catalog catalog = new Catalog();
        for (Map.Entry<String, Json> tool :
                object(JsonReader.read(json)).members().entrySet()) {
            for (Map.Entry<String, Json> version :
                    object(tool.getValue()).members().entrySet()) {
                Json.Obj entry = object(version.getValue());
                String meant = entry.text("platform");
                if (meant.equals("any") || meant.equals(platform)) {
                    Toolchain toolchain = toolchain(tool.getKey(), version.getKey(), entry);
                    catalog.toolchains.put(tool.getKey() + " " + version.getKey(), toolchain);
                }
            }
        }
        return catalog;
    }

    public Optional<Toolchain> find(String name, String version) {
        return Optional.ofNullable(toolchains.get(name + " " + version));
    }

    /// The versions of a tool that are known, sorted as texts.
    public List<String> known(String name) {
        return toolchains.values().stream()
                .filter(toolchain -> toolchain.name().equals(name))
                .map(Toolchain::version)
                .toList();
    }

    /// The versions of a tool that are known, as a sentence's end.
    public String versions(String name) {
        List<String> versions = known(name);
        return versions.isEmpty()
                ? "none of it is known for this platform"
                : "known are " + String.join(", ", versions);
    }

    private static Toolchain toolchain(String name, String version, Json.Obj entry) throws Malformed {
        List<Archive> archives = new ArrayList<>();
        for (Json archive : entry.array("archives")) {
            archives.add(archive(object(archive)));
        }
        return new Toolchain(
                name,
                version,
                archives,
                texts(entry.object("shows")),
                texts(entry.array("path")),
                texts(entry.object("environment")));
    }

    private static Archive archive(Json.Obj archive) throws Malformed {
        try {
            return new Archive(
                    archive.text("registry"),
                    archive.text("path"),
                    Digest.parse("sha256:" + archive.text("sha256")),
                    Packing.valueOf(archive.text("packing").toUpperCase(Locale.ROOT)),
                    archive.get("executables") == null ? List.of() : texts(archive.array("executables")));
        } catch (IllegalArgumentException e) {
            throw new Malformed("no such packing: " + archive.text("packing"));
        }
    }

    private static Map<String, String> texts(Json.Obj object) throws Malformed {
        TreeMap<String, String> texts = new TreeMap<>();
        for (String name : object.members().keySet()) {
            texts.put(name, object.text(name));
        }
        return texts;
    }

    private static List<String> texts(List<Json> items) throws Malformed {
        List<String> texts = new ArrayList<>();
        for (Json item : items) {
            if (!(item instanceof Json.Text text)) {
                throw new Malformed("not a text in a list of texts");
            }
            texts.add(text.value());
        }
        return texts;
    }

    private static Json.Obj object(Json json) throws Malformed {
        if (json instanceof Json.Obj object) {
            return object;
        }
        throw new Malformed("not an object where one is expected");
    }
}
