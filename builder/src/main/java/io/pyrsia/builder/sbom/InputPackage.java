package io.pyrsia.builder.sbom;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.builder.fetch.Input;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which version of which package a file of a registry belongs to, by its path.
final class InputPackage {

    private static final Pattern MAVEN = Pattern.compile("(.+)/([^/]+)/([^/]+)/\\2-\\3[.-][^/]+");
    private static final Pattern SUM = Pattern.compile(".*\\.(sha1|sha256|sha512|md5|asc)");
    private static final Pattern PYPI = Pattern.compile("files/([^/]+)/([^/]+)");
    private static final Pattern WHEEL = Pattern.compile("[^-]+-([^-]+)-.*\\.whl");
    private static final Pattern SDIST = Pattern.compile(".+-([^-]+?)\\.(tar\\.[a-z0-9]+|tgz|zip)");
    private static final Pattern NPM = Pattern.compile("(?:(@[^/]+)/)?([^/]+)/-/\\2-([^/]+)\\.tgz");
    private static final Pattern CRATE = Pattern.compile("dl/([^/]+)/([^/]+)\\.crate");
    private static final Pattern GO = Pattern.compile("(.+)/@v/([^/]+)\\.zip");
    private static final Pattern ESCAPED = Pattern.compile("!([a-z])");
    private static final Pattern DEBIAN = Pattern.compile(".*/([^/_]+)_([^/_]+)_([^/_]+)\\.deb");

    private InputPackage() {}

    /// Empty for lists, for sums of other files, and for whatever is not where packages are.
    static Optional<Purl> of(Input input) {
        if (input.index()) {
            return Optional.empty();
        }
        String path = input.path();
        return switch (input.registry()) {
            case "maven" -> maven(path);
            case "pypi" -> pypi(path);
            case "npm" -> npm(path);
            case "crates" -> match(CRATE, path).flatMap(at -> purl("cargo/" + at.group(1), at.group(2)));
            case "go" -> match(GO, path).flatMap(at -> purl("golang/" + plain(at.group(1)), plain(at.group(2))));
            case "debian", "debian-security" -> debian(path);
            default -> Optional.empty();
        };
    }

    private static Optional<Purl> maven(String path) {
        if (SUM.matcher(path).matches()) {
            return Optional.empty();
        }
        return match(MAVEN, path)
                .flatMap(at -> purl("maven/" + at.group(1).replace('/', '.') + "/" + at.group(2), at.group(3)));
    }

    private static Optional<Purl> pypi(String path) {
        Optional<Matcher> found = match(PYPI, path);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String file = found.get().group(2);
        String project = found.get().group(1).toLowerCase(Locale.ROOT);
        return match(file.endsWith(".whl") ? WHEEL : SDIST, file)
                .flatMap(version -> purl("pypi/" + project, version.group(1)));
    }

    private static Optional<Purl> npm(String path) {
        return match(NPM, path).flatMap(at -> {
            String scope = at.group(1) == null ? "" : encoded(at.group(1)) + "/";
            return purl("npm/" + scope + at.group(2), at.group(3));
        });
    }

    private static Optional<Purl> debian(String path) {
        String decoded;
        try {
            decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return match(DEBIAN, decoded)
                .flatMap(at -> parse("pkg:deb/debian/" + encoded(at.group(1)) + "@" + encoded(at.group(2)) + "?arch="
                        + encoded(at.group(3))));
    }

    private static Optional<Matcher> match(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    /// Go's proxies write a capital letter as an exclamation mark and a small one.
    private static String plain(String escaped) {
        return ESCAPED.matcher(escaped).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private static Optional<Purl> purl(String name, String version) {
        String path = Arrays.stream(name.split("/", -1))
                .map(part -> part.startsWith("%40") ? part : encoded(part))
                .collect(Collectors.joining("/"));
        return parse("pkg:" + path + "@" + encoded(version));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Optional<Purl> parse(String text) {
        try {
            return Optional.of(Purl.parse(text));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
