package io.pyrsia.registry.maven;

import io.pyrsia.registry.Names;
import io.pyrsia.registry.Names.Meaning;
import io.pyrsia.registry.Names.Named;
import io.pyrsia.registry.Refusal;
import io.pyrsia.registry.Refusal.Why;
import io.pyrsia.registry.Registry;
import io.pyrsia.registry.maven.Metadata.Build;
import io.pyrsia.registry.maven.Metadata.Snapshot;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What was deployed to this node, and the metadata that follows from it; nothing that a client says in its own
/// metadata can disagree with the files.
final class LocalFiles {

    /// Files of one folder that metadata is made from.
    private static final int MAX_FILES = 100_000;
    private static final int PAGE = 1_000;
    /// Sorts behind whatever a path can go on with.
    private static final String BEHIND_ALL = "/\uFFFF";

    private static final DateTimeFormatter UPDATED =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private final Registry registry;

    LocalFiles(Registry registry) {
        this.registry = registry;
    }

    static Instant time(Meaning meaning) {
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(meaning.modified()));
    }

    /// What the files below a folder say; nothing if there are none.
    Optional<Metadata> metadata(MavenPath.Metadata path) throws Refusal {
        List<Named> files = files(path.folderPath() + '/');
        return path.isOfSnapshot() ? builds(path, files) : versions(path, files);
    }

    /// The first two folders of everything that was deployed.
    List<String> groups() {
        Names.Key all = registry.localKey("");
        List<String> groups = new ArrayList<>();
        List<Named> next = registry.shared().names().list(all, "", 1);
        while (!next.isEmpty() && groups.size() < MAX_FILES) {
            String[] folders = next.getFirst().name().split("/", 3);
            String group = folders[0] + '/' + folders[1];
            groups.add(group);
            next = registry.shared().names().list(all, group + BEHIND_ALL, 1);
        }
        return groups;
    }

    private List<Named> files(String prefix) throws Refusal {
        Names.Key key = registry.localKey(prefix);
        List<Named> all = new ArrayList<>();
        String last = "";
        for (List<Named> page = page(key, last); !page.isEmpty(); page = page(key, last)) {
            all.addAll(page);
            last = page.getLast().name();
            if (all.size() > MAX_FILES) {
                throw new Refusal(Why.TOO_LARGE, prefix + " has more than " + MAX_FILES + " files");
            }
        }
        return all;
    }

    private List<Named> page(Names.Key key, String last) {
        return registry.shared().names().list(key, last, PAGE);
    }

    private static Optional<Metadata> versions(MavenPath.Metadata path, List<Named> files) {
        Map<String, Instant> firstSeen = new TreeMap<>();
        Instant updated = Instant.EPOCH;
        for (Named file : files) {
            int slash = file.name().indexOf('/');
            if (slash > 0 && file.name().indexOf('/', slash + 1) < 0) {
                Instant time = time(file.meaning());
                firstSeen.merge(
                        file.name().substring(0, slash), time, (one, other) -> one.isBefore(other) ? one : other);
                updated = time.isAfter(updated) ? time : updated;
            }
        }
        if (firstSeen.isEmpty() || path.folder().size() < 2) {
            return Optional.empty();
        }
        List<String> versions = new ArrayList<>(firstSeen.keySet());
        versions.sort(Comparator.comparing(firstSeen::get));
        String release = "";
        for (String version : versions) {
            release = version.endsWith(MavenPath.SNAPSHOT) ? release : version;
        }
        int last = path.folder().size() - 1;
        return Optional.of(new Metadata(
                String.join(".", path.folder().subList(0, last)),
                path.folder().get(last),
                "",
                versions.getLast(),
                release,
                UPDATED.format(updated),
                versions,
                Snapshot.NONE,
                List.of(),
                List.of()));
    }

    private static Optional<Metadata> builds(MavenPath.Metadata path, List<Named> files) {
        int last = path.folder().size() - 1;
        if (last < 2) {
            return Optional.empty();
        }
        String artifact = path.folder().get(last - 1);
        String version = path.folder().get(last);
        String base = version.substring(0, version.length() - MavenPath.SNAPSHOT.length());
        Pattern name = Pattern.compile(
                Pattern.quote(artifact + '-' + base) + "-(\\d{8}\\.\\d{6})-(\\d{1,9})(?:-([^.]+))?\\.(.+)");
        Map<String, Build> newest = new LinkedHashMap<>();
        Map<String, Integer> numbers = new LinkedHashMap<>();
        Snapshot snapshot = Snapshot.NONE;
        Instant updated = Instant.EPOCH;
        int most = -1;
        for (Named file : files) {
            Matcher match = name.matcher(file.name());
            if (!match.matches()) {
                continue;
            }
            int number = Integer.parseInt(match.group(2));
            Instant time = time(file.meaning());
            updated = time.isAfter(updated) ? time : updated;
            if (number > most) {
                most = number;
                snapshot = new Snapshot(match.group(1), match.group(2));
            }
            String classifier = match.group(3) == null ? "" : match.group(3);
            Build build = new Build(
                    classifier,
                    match.group(4),
                    base + '-' + match.group(1) + '-' + match.group(2),
                    match.group(1).replace(".", ""));
            if (number >= numbers.getOrDefault(build.key(), -1)) {
                numbers.put(build.key(), number);
                newest.put(build.key(), build);
            }
        }
        return most < 0
                ? Optional.empty()
                : Optional.of(new Metadata(
                        String.join(".", path.folder().subList(0, last - 1)),
                        artifact,
                        version,
                        "",
                        "",
                        UPDATED.format(updated),
                        List.of(),
                        snapshot,
                        new ArrayList<>(newest.values()),
                        List.of()));
    }
}
