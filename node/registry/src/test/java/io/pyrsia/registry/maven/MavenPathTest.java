package io.pyrsia.registry.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.registry.Item;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Paths and what they mean; whatever is none is refused before anybody is asked for it.
class MavenPathTest {

    private static MavenPath path(String text) throws Malformed {
        MavenPath path = MavenPath.parse(text).orElseThrow();
        assertEquals(text.startsWith("/") ? text.substring(1) : text, path.path());
        return path;
    }

    @Test
    void aFileHasCoordinates() throws Malformed {
        MavenPath.FileOf file = assertInstanceOf(
                MavenPath.FileOf.class,
                path("/org/apache/commons/commons-lang3/3.19.0/commons-lang3-3.19.0-sources.jar"));
        assertEquals("org.apache.commons", file.group());
        assertEquals("commons-lang3", file.artifact());
        assertEquals("3.19.0", file.version());
        assertEquals("org.apache.commons/commons-lang3", file.pack());
        assertTrue(file.isFixed());
        assertEquals(Item.Kind.FIXED, Maven.item(file).kind());
    }

    @Test
    void theLogKnowsItByItsPackageUrl() throws Malformed {
        Item item = Maven.item(path("org/example/thing/1.0+5/thing-1.0+5.jar"));
        assertEquals(
                Optional.of(Purl.parse("pkg:maven/org.example/thing@1.0%2B5#thing-1.0%2B5.jar")),
                new Maven().purl("central", item));
        Item metadata = Maven.item(path("org/example/thing/maven-metadata.xml"));
        assertEquals(Optional.empty(), new Maven().purl("central", metadata));
    }

    @Test
    void aSnapshotMovesUnlessItsTimeIsInTheName() throws Malformed {
        MavenPath moving = path("org/example/thing/1.0-SNAPSHOT/thing-1.0-SNAPSHOT.jar");
        MavenPath fixed = path("org/example/thing/1.0-SNAPSHOT/thing-1.0-20261121.120000-7-tests.jar");
        assertEquals(Item.Kind.MOVING, Maven.item(moving).kind());
        assertEquals(Item.Kind.FIXED, Maven.item(fixed).kind());
        assertEquals(Optional.empty(), new Maven().purl("central", Maven.item(fixed)));
    }

    @Test
    void metadataIsOfAFolder() throws Malformed {
        MavenPath versions = path("org/example/thing/maven-metadata.xml");
        assertEquals("org.example/thing", versions.pack());
        MavenPath builds = path("org/example/thing/1.0-SNAPSHOT/maven-metadata.xml");
        assertEquals("org.example/thing", builds.pack());
        assertEquals(Item.Kind.MOVING, Maven.item(builds).kind());
    }

    @Test
    void aChecksumIsOfAnotherPath() throws Malformed {
        for (Algorithm algorithm : Algorithm.values()) {
            MavenPath.Sum sum = assertInstanceOf(
                    MavenPath.Sum.class, path("org/example/thing/1.0/thing-1.0.jar.asc" + algorithm.suffix()));
            assertEquals(algorithm, sum.algorithm());
            assertInstanceOf(MavenPath.FileOf.class, sum.of());
        }
        assertEquals(MavenPath.Single.CHECKSUMS, path(".meta/checksums.sha256"));
    }

    @Test
    void whatNoRepositoryHasIsNotLookedFor() throws Malformed {
        for (String other : List.of(
                "robots.txt",
                "org/example/thing-1.0.jar",
                "org/example/thing/1.0/other-1.0.jar",
                "org.example/thing/1.0/thing/1.0/thing-1.0.jar",
                "maven-metadata.xml")) {
            assertEquals(Optional.empty(), MavenPath.parse(other), other);
        }
    }

    @Test
    void whatCouldDoHarmIsRefused() {
        for (String bad : List.of(
                "",
                "/",
                "org/../../etc/passwd",
                "org/%2e%2e/%2e%2e/thing/1.0/thing-1.0.jar",
                "org/example/thing/1.0/thing-1.0.jar%00.pom",
                "org/example//thing/1.0/thing-1.0.jar",
                "org/example/thing/1.0/thing-1.0%2f..%2f.jar",
                "org/example/thing/1.0\\..\\thing-1.0.jar",
                "org/example/thing/1.0/thing-1.0.jar%0d%0aX-Injected: 1",
                "org/example/thing/1.0/thing-1.0.jar?x=y",
                "org/example/%zz/1.0/thing-1.0.jar",
                "a/".repeat(41) + "1/a-1.jar",
                "a".repeat(2_000))) {
            assertThrows(Malformed.class, () -> MavenPath.parse(bad), bad);
        }
    }
}
