package io.pyrsia.registry.maven;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.registry.Ecosystem;
import io.pyrsia.registry.Item;
import io.pyrsia.registry.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How the files of Maven repositories are named, asked for, and called in the log.
public final class Maven implements Ecosystem {

    static final long MAX_FILE_BYTES = 8L << 30;
    /// Metadata is read into memory.
    static final int MAX_METADATA_BYTES = 8 << 20;

    @Override
    public String name() {
        return "maven";
    }

    /// The item of a path that upstreams have; what is made here has none.
    static Item item(MavenPath path) {
        return item("", path);
    }

    static Item item(String registry, MavenPath path) {
        return switch (path) {
            case MavenPath.FileOf file ->
                file.isFixed()
                        ? Item.fixed(registry, file.pack(), file.path(), MAX_FILE_BYTES)
                        : Item.moving(registry, file.pack(), file.path(), MAX_FILE_BYTES);
            case MavenPath.Metadata metadata -> small(registry, metadata);
            case MavenPath.Single.PREFIXES, MavenPath.Single.CATALOG -> small(registry, path);
            case MavenPath.Sum _ -> throw madeHere(path);
            case MavenPath.Single.CHECKSUMS -> throw madeHere(path);
        };
    }

    private static Item small(String registry, MavenPath path) {
        return Item.moving(registry, path.pack(), path.path(), MAX_METADATA_BYTES);
    }

    private static IllegalArgumentException madeHere(MavenPath path) {
        return new IllegalArgumentException("made here: " + path.path());
    }

    @Override
    public Question question(Item item, Optional<Digest> known) {
        return new Question("/" + item.path(), List.of());
    }

    @Override
    public Told told(Item item, Head head) throws Malformed {
        Optional<String> sha512 = head.apply("x-checksum-sha512");
        Optional<String> sha256 = head.apply("x-checksum-sha256");
        Optional<Digest> digest = Optional.empty();
        if (sha512.isPresent()) {
            digest = Optional.of(Digest.parse("sha512:" + sha512.get().toLowerCase(Locale.ROOT)));
        } else if (sha256.isPresent()) {
            digest = Optional.of(Digest.parse("sha256:" + sha256.get().toLowerCase(Locale.ROOT)));
        }
        return new Told(digest, mediaType(item.path()));
    }

    /// What a release hashes to by the upstream's own SHA-1: no attacker is kept away by that, but damage is.
    @Override
    public Optional<Check> check(Item item, Head head, Beside beside) throws Refusal {
        if (item.kind() != Item.Kind.FIXED) {
            return Optional.empty();
        }
        Optional<String> said = head.apply("x-checksum-sha1");
        if (said.isEmpty()) {
            said = beside.text(item.path() + Algorithm.SHA1.suffix());
        }
        return said.map(text -> text.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT))
                .filter(hex -> hex.matches("[0-9a-f]{40}"))
                .map(hex -> new Check(Algorithm.SHA1.start(), hex));
    }

    /// What a file is, by its name: upstreams do not agree on it.
    static String mediaType(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "jar", "war", "ear" -> "application/java-archive";
            case "pom", "xml" -> "application/xml";
            case "module" -> "application/vnd.org.gradle.module+json";
            case "asc", "txt" -> "text/plain";
            default -> "application/octet-stream";
        };
    }

    /// `pkg:maven/org.example/thing@1.0#thing-1.0.jar`; metadata and snapshots are not in the log.
    @Override
    public Optional<Purl> purl(String registry, Item item) {
        try {
            return MavenPath.parse(item.path())
                    .filter(path -> path instanceof MavenPath.FileOf file && !file.isSnapshot())
                    .map(MavenPath.FileOf.class::cast)
                    .map(Maven::purl);
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static Purl purl(MavenPath.FileOf file) {
        String text = "pkg:maven/" + file.group() + '/' + file.artifact() + '@' + escaped(file.version()) + '#'
                + escaped(file.file());
        try {
            return Purl.parse(text);
        } catch (Malformed e) {
            throw new IllegalStateException("a path that was checked: " + text, e);
        }
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
