package io.pyrsia.registry.maven;

import io.pyrsia.base.Malformed;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A path in a Maven repository, and what it means.
sealed interface MavenPath {

    String METADATA = "maven-metadata.xml";
    String SNAPSHOT = "-SNAPSHOT";

    int MAX_CHARACTERS = 1_024;
    int MAX_SEGMENTS = 40;
    Pattern SEGMENT = Pattern.compile("(?!\\.\\.?$)[A-Za-z0-9._+~$!,;=@()-]{1,255}");
    Pattern TIMESTAMPED = Pattern.compile(".*-\\d{8}\\.\\d{6}-\\d+([-.].*)?");

    /// One file of a version.
    record FileOf(String group, String artifact, String version, String file) implements MavenPath {

        boolean isSnapshot() {
            return version.endsWith(SNAPSHOT);
        }

        /// Whether the file never changes.
        boolean isFixed() {
            return !isSnapshot() || TIMESTAMPED.matcher(file).matches();
        }

        @Override
        public String path() {
            return group.replace('.', '/') + '/' + artifact + '/' + version + '/' + file;
        }

        @Override
        public String pack() {
            return group + '/' + artifact;
        }
    }

    /// What is known of the files of a folder: a group's plugins, an artifact's versions, or a snapshot's builds.
    record Metadata(List<String> folder) implements MavenPath {

        public Metadata {
            folder = List.copyOf(folder);
        }

        boolean isOfSnapshot() {
            return folder.getLast().endsWith(SNAPSHOT);
        }

        String folderPath() {
            return String.join("/", folder);
        }

        @Override
        public String path() {
            return folderPath() + '/' + METADATA;
        }

        @Override
        public String pack() {
            int end = folder.size() - (isOfSnapshot() && folder.size() > 2 ? 2 : 1);
            return String.join(".", folder.subList(0, end)) + '/' + folder.get(end);
        }
    }

    /// The checksum of another path.
    record Sum(MavenPath of, Algorithm algorithm) implements MavenPath {
        @Override
        public String path() {
            return of.path() + algorithm.suffix();
        }

        @Override
        public String pack() {
            return of.pack();
        }
    }

    /// A file that a repository has once.
    enum Single implements MavenPath {
        /// Which groups can be here at all, so that a client asks for others elsewhere.
        PREFIXES(".meta/prefixes.txt"),
        /// What the log says that files must hash to, for the client's own check.
        CHECKSUMS(".meta/checksums.sha256"),
        /// The archetypes that can be had.
        CATALOG("archetype-catalog.xml");

        private final String path;

        Single(String path) {
            this.path = path;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public String pack() {
            return "";
        }
    }

    /// The canonical path, without a slash in front.
    String path();

    /// What policies and lists look at: `org.apache.commons/commons-lang3`.
    String pack();

    /// Reads the path behind the repository's address as it was sent; nothing if no repository has such a file.
    static Optional<MavenPath> parse(String raw) throws Malformed {
        if (raw.length() > MAX_CHARACTERS) {
            throw new Malformed("a path has at most " + MAX_CHARACTERS + " characters");
        }
        String path = decoded(raw.startsWith("/") ? raw.substring(1) : raw);
        Optional<Algorithm> algorithm = Algorithm.of(path);
        if (algorithm.isPresent() && !path.equals(Single.CHECKSUMS.path())) {
            String base =
                    path.substring(0, path.length() - algorithm.get().suffix().length());
            return plain(base).map(of -> new Sum(of, algorithm.get()));
        }
        return plain(path);
    }

    private static String decoded(String raw) throws Malformed {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Malformed("a path with a percent sign that escapes nothing");
        }
    }

    private static Optional<MavenPath> plain(String path) throws Malformed {
        for (Single single : Single.values()) {
            if (path.equals(single.path())) {
                return Optional.of(single);
            }
        }
        return file(List.of(path.split("/", MAX_SEGMENTS + 1)));
    }

    private static Optional<MavenPath> file(List<String> segments) throws Malformed {
        if (segments.size() > MAX_SEGMENTS) {
            throw new Malformed("a path has at most " + MAX_SEGMENTS + " folders");
        }
        for (String segment : segments) {
            if (!SEGMENT.matcher(segment).matches()) {
                throw new Malformed("a path of letters, digits and ._+~$!,;=@()- between slashes");
            }
        }
        int last = segments.size() - 1;
        String file = segments.get(last);
        if (file.equals(METADATA)) {
            return last >= 1 ? Optional.of(new Metadata(segments.subList(0, last))) : Optional.empty();
        }
        if (last < 3) {
            return Optional.empty();
        }
        String artifact = segments.get(last - 2);
        String version = segments.get(last - 1);
        String base = version.endsWith(SNAPSHOT) ? version.substring(0, version.length() - SNAPSHOT.length()) : version;
        List<String> folders = segments.subList(0, last - 2);
        boolean isGroup = folders.stream().noneMatch(folder -> folder.indexOf('.') >= 0);
        String group = String.join(".", folders);
        return isGroup && file.startsWith(artifact + '-' + base)
                ? Optional.of(new FileOf(group, artifact, version, file))
                : Optional.empty();
    }
}
