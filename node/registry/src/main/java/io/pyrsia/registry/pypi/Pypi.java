package io.pyrsia.registry.pypi;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.registry.Ecosystem;
import io.pyrsia.registry.Item;
import io.pyrsia.registry.Policy;
import io.pyrsia.registry.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How the files of Python projects are named, and called in the log. There is no upstream: what the network
/// did not publish is not here.
public final class Pypi implements Ecosystem {

    private static final long MAX_FILE_BYTES = 8L << 30;

    /// No upstream, and nothing that builders disagree about.
    public static Settings settings() {
        try {
            return new Settings(List.of(), Policy.parse("UNTRUSTED *"), List.of(), Settings.FRESH, Settings.PATIENCE);
        } catch (Malformed e) {
            throw new IllegalStateException(e);
        }
    }

    /// How PEP 503 spells a project's name.
    public static String normalized(String project) {
        return project.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }

    @Override
    public String name() {
        return "pypi";
    }

    static Item item(PypiPath.File file) {
        return Item.fixed("", normalized(file.project()), file.path(), MAX_FILE_BYTES);
    }

    @Override
    public Question question(Item item, Optional<Digest> known) {
        return new Question("/" + item.path(), List.of());
    }

    @Override
    public Told told(Item item, Head head) {
        return new Told(Optional.empty(), mediaType(item.path()));
    }

    static String mediaType(String path) {
        return path.endsWith(".whl") || path.endsWith(".zip")
                ? "application/zip"
                : path.endsWith(".tar.gz") ? "application/gzip" : "application/octet-stream";
    }

    /// `pkg:pypi/idna@3.10#idna-3.10-py3-none-any.whl`.
    @Override
    public Optional<Purl> purl(String registry, Item item) {
        try {
            Optional<PypiPath> path = PypiPath.parse("/" + item.path());
            return path.isPresent() && path.get() instanceof PypiPath.File file
                    ? Optional.of(Purl.parse(
                            "pkg:pypi/" + file.project() + "@" + escaped(file.version()) + "#" + escaped(file.name())))
                    : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
