package io.pyrsia.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The ritual itself, run with the project's own parent POM over modules that each break one rule.
class RitualTest {

    private static final Path ROOT = Path.of(System.getProperty("pyrsia.root"));
    private static final Path SOURCE = Path.of("src/test/fixtures");
    private static final Path COPY = Path.of("target/fixtures");

    private static int exitCode;
    private static String output = "";

    @BeforeAll
    static void runTheRitual() throws IOException, InterruptedException {
        try (Stream<Path> files = Files.walk(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = COPY.resolve(SOURCE.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.write(copy, Files.readAllBytes(file));
            }
        }
        Path log = COPY.resolve("ritual.log");
        exitCode = new ProcessBuilder(List.of(
                        ROOT.resolve("mvnw").toString(),
                        "-B",
                        "-o",
                        "-fae",
                        "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                        "-f",
                        COPY.toAbsolutePath().toString(),
                        "verify"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        output = Files.readString(log, StandardCharsets.UTF_8);
    }

    @Test
    void turnsRed() {
        assertEquals(1, exitCode, output);
    }

    @Test
    void anUnformattedFileIsShownWithTheCommandThatFormatsIt() {
        assertSays("src/main/java/fixture/Unformatted.java");
        assertSays("spotless:apply");
    }

    @Test
    void aMistakeIsNamedByErrorProne() {
        assertSays("Mistake.java:[7,27] [ArrayEquals]");
    }

    @Test
    void aNullIsNamedByNullAway() {
        assertSays("Null.java:[11,20] [NullAway] dereferenced expression 'text' is @Nullable");
    }

    private static void assertSays(String expected) {
        assertTrue(output.contains(expected), () -> "'" + expected + "' is not in:\n" + output);
    }
}
