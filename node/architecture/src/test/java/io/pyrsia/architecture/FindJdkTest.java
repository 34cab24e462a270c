package io.pyrsia.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `.mvn/find-jdk.sh` and `mvnw`: which JDK and which Maven they take, and what they say when there is none.
class FindJdkTest {

    private static final Path ROOT = Path.of(System.getProperty("pyrsia.root"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path temporary;

    /// Looks for a JDK 99, of which there is none but those that a test puts down.
    private String find(Map<String, String> environment) throws IOException, InterruptedException {
        return run(
                environment,
                "sh",
                "-uc",
                ". \"$1\"; jdk_wanted=99; if find_jdk javac; then echo \"$jdk\"; else echo \"$jdk_problem\"; fi",
                "sh",
                ROOT.resolve(".mvn/find-jdk.sh").toString());
    }

    private String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Path output = temporary.resolve("output");
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        process.environment().remove("JAVA_HOME");
        process.environment().put("HOME", temporary.toString());
        process.environment().putAll(environment);
        int exitCode = process.start().waitFor();
        return Files.readString(output).strip() + (exitCode == 0 ? "" : " [" + exitCode + "]");
    }

    private Path jdk(String folder, String version) throws IOException {
        Path home = temporary.resolve(folder);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path javac = Files.writeString(home.resolve("bin/javac"), "#!/bin/sh\nexit 9\n");
        assertTrue(javac.toFile().setExecutable(true));
        return home;
    }

    @Test
    void takesJavaHome() throws IOException, InterruptedException {
        Path home = jdk("with spaces/jdk", "99.0.1");
        assertEquals(home.toString(), find(Map.of("JAVA_HOME", home.toString())));
    }

    @Test
    void refusesAJavaHomeThatIsTooOldAndNamesOneThatFits() throws IOException, InterruptedException {
        Path old = jdk("old", "17.0.15");
        Path good = jdk(".jdks/good", "100-ea");
        assertEquals(
                "JAVA_HOME (" + old + ") is not a JDK 99 or newer: unset it, or set JAVA_HOME=" + good,
                find(Map.of("JAVA_HOME", old.toString())));
    }

    @Test
    void looksBehindTheLinkOnThePath() throws IOException, InterruptedException {
        Path home = jdk("somewhere", "99");
        Path bin = Files.createDirectories(temporary.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("javac"), home.resolve("bin/javac"));
        assertEquals(home.toString(), find(Map.of("PATH", bin + ":" + System.getenv("PATH"))));
    }

    @Test
    void looksIntoTheUsualFolders() throws IOException, InterruptedException {
        jdk(".jdks/too-old", "21.0.2");
        Path home = jdk(".sdkman/candidates/java/99.0.1-tem", "99.0.1");
        assertEquals(home.toString(), find(Map.of()));
    }

    @Test
    void saysWhatToInstall() throws IOException, InterruptedException {
        assertEquals(
                "no JDK 99 or newer was found on PATH or in the usual folders: install one, for example Temurin 99, or"
                        + " set JAVA_HOME",
                find(Map.of()));
    }

    @Test
    void mavenwRefusesAJavaHomeThatIsTooOld() throws IOException, InterruptedException {
        Path old = jdk("old", "17.0.15");
        String said =
                run(Map.of("JAVA_HOME", old.toString()), ROOT.resolve("mvnw").toString(), "--version");
        assertTrue(said.startsWith("mvnw: JAVA_HOME (" + old + ") is not a JDK 25 or newer: "), said);
        assertTrue(said.endsWith("[1]"), said);
        assertEquals(1, said.lines().count(), said);
    }

    @Test
    void mavenwSaysWhenMavenCannotBeFetched() throws IOException, InterruptedException {
        Path bin = Files.createDirectories(temporary.resolve("bin"));
        for (String tool : new String[] {"sh", "dirname", "readlink", "sed"}) {
            Files.createSymbolicLink(bin.resolve(tool), onPath(tool));
        }
        String said = run(
                Map.of(
                        "PATH", bin.toString(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "MVNW_REPOURL", temporary.resolve("empty").toUri().toString()),
                ROOT.resolve("mvnw").toString(),
                "--version");
        assertTrue(said.contains("mvnw: Maven could not be fetched from file:"), said);
        assertTrue(said.contains("install Maven 3.8.6 or newer, or set MVNW_REPOURL"), said);
        assertTrue(said.endsWith("[1]"), said);
    }

    private static Path onPath(String tool) {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return Path.of(folder, tool);
            }
        }
        throw new IllegalStateException("no " + tool + " on PATH");
    }
}
