package io.pyrsia.registry.maven;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a `maven-metadata.xml` says. Empty texts are elements that are not there.
///
/// @param lastUpdated `yyyyMMddHHmmss` in UTC, so that later ones sort behind
/// @param snapshot the newest build; only in a snapshot's folder
record Metadata(
        String group,
        String artifact,
        String version,
        String latest,
        String release,
        String lastUpdated,
        List<String> versions,
        Snapshot snapshot,
        List<Build> builds,
        List<Plugin> plugins) {

    /// A snapshot's newest build.
    record Snapshot(String timestamp, String buildNumber) {
        static final Snapshot NONE = new Snapshot("", "");
    }

    /// The newest build of one file of a snapshot.
    record Build(String classifier, String extension, String value, String updated) {
        String key() {
            return classifier + ':' + extension;
        }
    }

    /// A plugin of a group.
    record Plugin(String name, String prefix, String artifact) {}

    Metadata {
        versions = List.copyOf(versions);
        builds = List.copyOf(builds);
        plugins = List.copyOf(plugins);
    }

    /// What both together say: all of either; where they differ, what was said last.
    Metadata with(Metadata other) {
        boolean otherIsNewer = other.lastUpdated.compareTo(lastUpdated) > 0;
        Metadata newer = otherIsNewer ? other : this;
        Metadata older = otherIsNewer ? this : other;
        Set<String> all = new LinkedHashSet<>(versions);
        all.addAll(other.versions);
        Map<String, Build> newest = new LinkedHashMap<>();
        for (Build build : builds) {
            newest.merge(build.key(), build, Metadata::newer);
        }
        for (Build build : other.builds) {
            newest.merge(build.key(), build, Metadata::newer);
        }
        Map<String, Plugin> byPrefix = new LinkedHashMap<>();
        plugins.forEach(plugin -> byPrefix.put(plugin.prefix, plugin));
        other.plugins.forEach(plugin -> byPrefix.putIfAbsent(plugin.prefix, plugin));
        return new Metadata(
                or(group, other.group),
                or(artifact, other.artifact),
                or(version, other.version),
                or(newer.latest, older.latest),
                or(newer.release, older.release),
                newer.lastUpdated,
                new ArrayList<>(all),
                newer.snapshot.equals(Snapshot.NONE) ? older.snapshot : newer.snapshot,
                new ArrayList<>(newest.values()),
                new ArrayList<>(byPrefix.values()));
    }

    private static Build newer(Build one, Build other) {
        return other.updated.compareTo(one.updated) > 0 ? other : one;
    }

    private static String or(String one, String other) {
        return one.isEmpty() ? other : one;
    }
}
