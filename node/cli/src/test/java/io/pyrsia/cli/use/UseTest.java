package io.pyrsia.cli.use;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.json.JsonReader;
import io.pyrsia.cli.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Files of clients before and after: ours comes and goes, and the rest stays byte for byte.
class UseTest {

    private static final String NODE = "http://localhost:7888";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private Path file() {
        return folder.resolve("its").resolve("file");
    }

    private Run use(Object... words) {
        List<String> all = new ArrayList<>(List.of("use", "--file", file().toString()));
        for (Object word : words) {
            all.add(word.toString());
        }
        return Run.in(Map.of("HOME", folder.toString()), all.toArray(String[]::new));
    }

    private void done(Object... words) {
        Run run = use(words);
        assertEquals(0, run.exitCode(), run.err());
    }

    private String text() throws IOException {
        return Files.readString(file(), StandardCharsets.ISO_8859_1);
    }

    private void has(String text) throws IOException {
        Files.createDirectories(folder.resolve("its"));
        Files.writeString(file(), text, StandardCharsets.ISO_8859_1);
    }

    /// Files that people have.
    static Stream<Arguments> files() {
        String settings = """
                <?xml version="1.0" encoding="UTF-8"?>
                <!-- <mirrors> of ours -->
                <settings xmlns="http://maven.apache.org/SETTINGS/1.0.0"
                          note='a > b'>
                  <localRepository>/r</localRepository>%s
                  <profiles><profile><id><![CDATA[<mirrors>]]></id></profile></profiles>
                </settings>
                """;
        String mirrors = "\n  <mirrors>\n    <mirror><id>x</id></mirror> <!-- J\u00c3\u00bcrgen's -->\n  </mirrors>";
        return Stream.of(
                        List.of(
                                PackageClient.DOCKER,
                                "{}",
                                "{ }\n",
                                "{\n}\n",
                                "{\"debug\":true,\"hosts\":[\"fd://\"]}",
                                "{ \"a\": {\"registry-mirrors\": [1, {\"}\": \"]\\\"\"}]}, \"b\": -1.5e3 }",
                                "{\n\t\"log-driver\": \"journald\",\n\t\"x\": null\n}",
                                "{\n  \"registry-mirrors\": [\n    \"http://mine:5000\"\n  ],\n  \"debug\": true\n}\n",
                                "{\"registry-mirrors\":[\"http://mine:5000\"]}",
                                "{\r\n  \"registry-mirrors\": [ \"http://mine:5000\", \"http://b\" ]\r\n}\r\n"),
                        List.of(
                                PackageClient.CONTAINERD,
                                "# mine\nserver = \"http://s\"\n\n[host.\"http://mine\"]\n  skip_verify = true\n",
                                "server = \"http://s\"",
                                "server = \"http://s\"\r\n[host.\"http://mine\"]\r\n",
                                "\n"),
                        List.of(PackageClient.PODMAN, "# only words", "[[registry]]\nlocation = 'x'\n"),
                        List.of(PackageClient.GRADLE, "println 'x'", "/* a */\r\n", "caf\u00e9\n\n\n"),
                        List.of(
                                PackageClient.MAVEN,
                                settings.formatted(""),
                                settings.formatted(mirrors),
                                settings.formatted(mirrors).replace("\n", "\r\n"),
                                settings.formatted("<mirrors></mirrors>"),
                                "<settings></settings>",
                                "<settings>\n</settings>\n<!-- end -->\n"))
                .flatMap(list -> list.stream().skip(1).map(text -> Arguments.of(list.getFirst(), text)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void comesOnceAndGoesWithoutATrace(PackageClient client, String before) throws IOException {
        has(before);
        done(client);
        assertEquals(before, text(), "showing changes nothing");
        done(client, "--apply", "--at", NODE);
        String applied = text();
        assertTrue(applied.contains("localhost:7888"), applied);
        done(client, "--apply", "--at", NODE + "/");
        assertEquals(applied, text());
        done(client, "--undo", "--at", NODE);
        assertEquals(before, text());
        assertTrue(use(client, "--undo").out().contains("Nothing in it is from pyrsia."));
        assertEquals(before, text());
        assertArrayEquals(new String[] {"file"}, folder.resolve("its").toFile().list());
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsOursGoesAsAWhole(PackageClient client) throws IOException {
        String shown = use(client).out();
        assertTrue(shown.contains("+ "), shown);
        assertFalse(Files.exists(file()));
        done(client, "--apply");
        for (String line : text().lines().toList()) {
            assertTrue(shown.contains("+ " + line + "\n"), line);
        }
        done(client, "--undo");
        assertFalse(Files.exists(file()));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTAINERD", "PODMAN", "MAVEN", "GRADLE"})
    void whatTheUserWroteAroundItStays(PackageClient client) throws IOException {
        done(client, "--apply");
        String ours = text();
        boolean isXml = client == PackageClient.MAVEN;
        String above = isXml ? "<settings>\n  <offline>true</offline>" : "# above\n";
        has(isXml ? ours.replace("<settings>", above) : above + ours + "# below");
        done(client, "--undo");
        assertEquals(isXml ? above + "\n</settings>\n" : above + "# below", text());
    }

    @Test
    void anotherMirrorBesideOursStays() throws IOException {
        done(PackageClient.DOCKER, "--apply");
        has(text().replace("[", "[\"http://mine:5000\", ").replace("]", ", \"http://b\"]"));
        done(PackageClient.DOCKER, "--undo");
        assertEquals("{\n  \"registry-mirrors\": [\"http://mine:5000\", \"http://b\"]\n}\n", text());
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTAINERD", "PODMAN", "MAVEN", "GRADLE"})
    void whatTheUserChangedInItIsNotTouched(PackageClient client) throws IOException {
        done(client, "--apply");
        String changed = text().replace("7888", "7999");
        has(changed);
        for (String word : List.of("--apply", "--undo")) {
            Run run = use(client, word);
            assertEquals(1, run.exitCode());
            assertTrue(run.err().contains("was changed by hand"), run.err());
        }
        has(changed.replace("pyrsia use: end", "gone"));
        assertEquals(1, use(client, "--undo").exitCode());
        assertTrue(text().contains("7999"));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTAINERD", "PODMAN", "MAVEN", "GRADLE"})
    void anotherNodeTakesThePlaceOfTheFirst(PackageClient client) throws IOException {
        done(client, "--apply");
        done(client, "--apply", "--at", "https://node.example:9000");
        assertFalse(text().contains("7888"));
        assertTrue(text().contains("node.example:9000"));
        done(client, "--undo");
        assertFalse(Files.exists(file()));
    }

    @Test
    void filesThatMakeNoSenseAreRefusedAndLeft() throws IOException {
        for (String[] wrong : new String[][] {
            {"docker", "{\"debug\": true, // why\n}", "this is no JSON"},
            {"docker", "[]", "this is no JSON object"},
            {"docker", "{\"registry-mirrors\": \"x\"}", "'registry-mirrors' is no list"},
            {"docker", "{\"registry\\u002dmirrors\": []}", "this is no JSON"},
            {"maven", "<settings>", "this is no XML"},
            {"maven", "<project/>", "these are no settings of Maven"},
            {"maven", "<settings/>", "there is an empty <settings/>"},
            {"maven", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><settings>&e;</settings>", ""},
            {"gradle", "a\0b", "is no text"},
        }) {
            has(wrong[1]);
            Run run = use(wrong[0], "--apply");
            if (!wrong[2].isEmpty()) {
                assertEquals(1, run.exitCode(), run.out());
                assertTrue(run.err().contains(wrong[2]), run.err());
                assertEquals(wrong[1], text());
            }
            assertFalse((run.out() + run.err()).contains("root:"));
        }
    }

    @Test
    void whatDockerReadsIsJsonWithTheNodeFirst() throws Exception {
        has("{\"registry-mirrors\": [\"http://mine:5000\"], \"debug\": true}");
        done(PackageClient.DOCKER, "--apply");
        assertEquals(
                JsonReader.read(
                        "{\"registry-mirrors\": [\"http://localhost:7888\", \"http://mine:5000\"], \"debug\": true}"),
                JsonReader.read(text()));
    }

    @Test
    void linksAndRightsStay() throws IOException {
        Path real = folder.resolve("real.json");
        Files.writeString(real, "{}");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Files.createDirectories(folder.resolve("its"));
        Files.createSymbolicLink(file(), real);
        done(PackageClient.DOCKER, "--apply");
        assertTrue(Files.isSymbolicLink(file()));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
    }

    @Test
    void eachClientHasItsUsualFile() {
        Run maven = Run.in(Map.of("HOME", folder.toString()), "use", "maven", "--apply");
        assertEquals(0, maven.exitCode(), maven.err());
        assertTrue(Files.exists(folder.resolve(".m2/settings.xml")));
        assertTrue(maven.out().endsWith("Done. mvn reads it the next time.\n"), maven.out());
        assertEquals(Path.of("/etc/docker/daemon.json"), PackageClient.DOCKER.file(Map.of("HOME", folder.toString())));
    }

    @Test
    void mistakesAreUsage() {
        assertEquals(2, use("npm").exitCode());
        assertEquals(2, use("docker", "--apply", "--undo").exitCode());
        assertEquals(2, use("docker", "--at", "ftp://x").exitCode());
    }
}
