package io.pyrsia.registry.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.registry.maven.Metadata.Build;
import io.pyrsia.registry.maven.Metadata.Plugin;
import io.pyrsia.registry.maven.Metadata.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Metadata: read, merged and written without losing or inventing anything.
class MetadataTest {

    private static Metadata versions(String lastUpdated, String latest, String... versions) {
        return new Metadata(
                "org.example",
                "thing",
                "",
                latest,
                latest,
                lastUpdated,
                List.of(versions),
                Snapshot.NONE,
                List.of(),
                List.of());
    }

    private static Metadata read(String xml) throws Malformed {
        return MetadataXml.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isReadAsItWasWritten() throws Malformed {
        Metadata all = new Metadata(
                "org.example",
                "thing",
                "1.0-SNAPSHOT",
                "2.0",
                "1.9 <&>",
                "20261121120000",
                List.of("1.0", "1.9", "2.0"),
                new Snapshot("20261121.120000", "7"),
                List.of(
                        new Build("", "jar", "1.0-20261121.120000-7", "20261121120000"),
                        new Build("sources", "jar", "1.0-20261120.110000-6", "20261120110000")),
                List.of(new Plugin("A plugin", "thing", "thing-maven-plugin")));
        assertEquals(all, MetadataXml.read(MetadataXml.write(all)));
    }

    @Test
    void theNewerOneSaysWhatIsLatest() {
        Metadata merged =
                versions("20260101000000", "1.1", "1.0", "1.1").with(versions("20260601000000", "2.0", "1.1", "2.0"));
        assertEquals(List.of("1.0", "1.1", "2.0"), merged.versions());
        assertEquals("2.0", merged.latest());
        assertEquals("20260601000000", merged.lastUpdated());
        Metadata other = versions("20260601000000", "2.0", "2.0").with(versions("20260101000000", "1.1", "1.1"));
        assertEquals("2.0", other.release());
        assertEquals("20260601000000", other.lastUpdated());
    }

    @Test
    void ofEachFileTheNewestBuildCounts() {
        Metadata one = new Metadata(
                "g",
                "a",
                "1-SNAPSHOT",
                "",
                "",
                "20260101000000",
                List.of(),
                new Snapshot("20260101.000000", "1"),
                List.of(
                        new Build("", "jar", "1-20260101.000000-1", "20260101000000"),
                        new Build("tests", "jar", "1-20260101.000000-1", "20260101000000")),
                List.of());
        Metadata two = new Metadata(
                "g",
                "a",
                "1-SNAPSHOT",
                "",
                "",
                "20260201000000",
                List.of(),
                new Snapshot("20260201.000000", "2"),
                List.of(new Build("", "jar", "1-20260201.000000-2", "20260201000000")),
                List.of());
        Metadata merged = one.with(two);
        assertEquals(merged.snapshot(), two.snapshot());
        assertEquals(List.of(two.builds().getFirst(), one.builds().getLast()), merged.builds());
        assertEquals(merged.builds(), two.with(one).builds().stream().toList());
    }

    @Test
    void whatIsHarmfulOrBrokenIsRefused() {
        for (String bad : List.of(
                "",
                "<metadata>",
                "not xml",
                "<metadata>".repeat(40),
                "<!DOCTYPE m [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><metadata><groupId>&b;</groupId></metadata>",
                "<!DOCTYPE m [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><metadata><groupId>&x;</groupId></metadata>")) {
            assertThrows(Malformed.class, () -> read(bad), bad);
        }
    }

    @Test
    void aMonsterIsRefusedBeforeItIsHeld() {
        String many = "<metadata><versioning><versions>" + "<version>1</version>".repeat(100_001)
                + "</versions></versioning></metadata>";
        assertTrue(assertThrows(Malformed.class, () -> read(many)).reason().contains("more than"));
    }
}
