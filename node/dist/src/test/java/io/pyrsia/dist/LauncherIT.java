package io.pyrsia.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bin/pyrsia` as a whole process, from the folder that the build leaves.
class LauncherIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path temporary;

    private Launched run(Path launcher, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return Launched.run(launcher, temporary, environment, arguments);
    }

    @Test
    void printsTheVersionOfTheBuild() throws IOException, InterruptedException {
        assertEquals(
                new Launched(0, "pyrsia 0.1.0 (pyrsia_cli)\n", ""),
                run(Launched.BUILT.resolve("bin/pyrsia"), Map.of(), "--version"));
    }

    @Test
    void helpsAndSaysNothingElse() throws IOException, InterruptedException {
        Launched help = run(Launched.BUILT.resolve("bin/pyrsia"), Map.of(), "help");
        assertEquals(0, help.exitCode());
        assertEquals("", help.err());
        assertTrue(help.out().startsWith("USAGE: pyrsia"), help.out());
    }

    /// The builder is a program of its own, which the command only knows by name.
    @Test
    void theBuilderSaysWhatItNeeds() throws IOException, InterruptedException {
        Launched help = run(Launched.BUILT.resolve("bin/pyrsia"), Map.of(), "builder", "--help");
        assertEquals(0, help.exitCode(), help.err());
        assertTrue(help.out().contains("registry.maven"), help.out());
        Launched wrong = run(Launched.BUILT.resolve("bin/pyrsia"), Map.of(), "builder", "--folder");
        assertEquals(2, wrong.exitCode(), wrong.err());
    }

    @Test
    void aWrongWordExitsWithTwo() throws IOException, InterruptedException {
        assertEquals(
                2,
                run(Launched.BUILT.resolve("bin/pyrsia"), Map.of(), "no-such-command")
                        .exitCode());
    }

    /// The JVM would check signed ones at each start.
    @Test
    void noJarIsSignedAndTheSbomNamesAllAsTheyAre() throws IOException {
        String sbom = Files.readString(Launched.BUILT.resolve("sbom.json"));
        List<Path> jars;
        try (Stream<Path> files = Files.list(Launched.BUILT.resolve("lib"))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
        assertTrue(jars.size() > 10, jars.toString());
        for (Path jar : jars) {
            try (JarFile opened = new JarFile(jar.toFile())) {
                assertTrue(opened.stream().noneMatch(LauncherIT::isSignature), jar.toString());
            }
            Digest digest = Digest.sha256(Bytes.wrap(Files.readAllBytes(jar)));
            assertTrue(jar.endsWith("pyrsia.jar") || sbom.contains(digest.hex()), jar.toString());
        }
    }

    private static boolean isSignature(JarEntry entry) {
        return entry.getName().matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
    }

    @Test
    void startsFromTheCacheThatTheBuildTrained() throws IOException, InterruptedException {
        Path log = temporary.resolve("classes");
        Launched result = run(
                Launched.BUILT.resolve("bin/pyrsia"),
                Map.of("_JAVA_OPTIONS", "-Xlog:class+load:file=" + log),
                "--version");
        assertEquals(0, result.exitCode(), result.err());
        assertEquals(
                List.of(),
                result.err()
                        .lines()
                        .filter(line -> !line.startsWith("Picked up"))
                        .toList());
        List<String> ours = Files.readAllLines(log).stream()
                .filter(line -> line.contains(" io.pyrsia.") || line.contains(" picocli."))
                .toList();
        long cached = ours.stream()
                .filter(line -> line.contains("shared objects file"))
                .count();
        assertTrue(ours.size() > 50, ours.size() + " classes of ours and of picocli");
        assertTrue(cached * 10 > ours.size() * 9L, cached + " of " + ours.size() + " classes are in the cache");
    }

    @Test
    void runsFromAFolderWithSpacesThroughALinkAndWithoutItsCache() throws IOException, InterruptedException {
        Path moved = copy(temporary.resolve("a folder with spaces"));
        Files.delete(moved.resolve("lib/pyrsia.aot"));
        Path link = Files.createSymbolicLink(temporary.resolve("pyrsia"), moved.resolve("bin/pyrsia"));
        assertEquals(new Launched(0, "pyrsia 0.1.0 (pyrsia_cli)\n", ""), run(link, Map.of(), "--version"));
    }

    @Test
    void aDamagedCacheIsNoReasonToFail() throws IOException, InterruptedException {
        Path moved = copy(temporary.resolve("damaged"));
        Files.writeString(moved.resolve("lib/pyrsia.aot"), "this is no cache");
        assertEquals(
                new Launched(0, "pyrsia 0.1.0 (pyrsia_cli)\n", ""),
                run(moved.resolve("bin/pyrsia"), Map.of(), "--version"));
    }

    @Test
    void aJavaHomeThatIsTooOldIsOneClearLine() throws IOException, InterruptedException {
        Path old = jdk(temporary.resolve("jdk 17"), "17.0.1");
        Launched result = run(Launched.BUILT.resolve("bin/pyrsia"), Map.of("JAVA_HOME", old.toString()), "--version");
        assertEquals(1, result.exitCode());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("pyrsia: JAVA_HOME (" + old + ") is not a JDK 25 or newer: "), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    @Test
    void prefersTheRuntimeThatTheDistributionCarries() throws IOException, InterruptedException {
        Path moved = copy(temporary.resolve("carries"));
        Path java = jdk(moved.resolve("runtime"), "25").resolve("bin/java");
        Files.writeString(java, "#!/bin/sh\necho carried\n");
        assertEquals(
                new Launched(0, "carried\n", ""), run(moved.resolve("bin/pyrsia"), Map.of("JAVA_HOME", "/nowhere")));
    }

    private static Path jdk(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n", StandardCharsets.UTF_8);
        Files.writeString(home.resolve("bin/java"), "#!/bin/sh\nexit 9\n");
        assertTrue(home.resolve("bin/java").toFile().setExecutable(true));
        return home;
    }

    private static Path copy(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(Launched.BUILT)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        target.resolve(Launched.BUILT.relativize(file)),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return target;
    }
}
