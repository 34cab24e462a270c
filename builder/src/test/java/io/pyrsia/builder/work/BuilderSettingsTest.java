package io.pyrsia.builder.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a builder is told, from a file and from words, and what is wrong with it in a sentence.
class BuilderSettingsTest {

    @TempDir
    private Path folder;

    private BuilderSettings read(String file, String... words) throws Malformed, IOException {
        Path config = folder.resolve("builder.conf");
        Files.writeString(config, file);
        List<String> all = new ArrayList<>(List.of("--config", config.toString()));
        all.addAll(List.of(words));
        return BuilderSettings.read(all, Path.of("/"));
    }

    private String problem(String file, String... words) {
        return assertThrows(Malformed.class, () -> read(file, words)).reason();
    }

    @Test
    void aFileAndWordsThatWin() throws Exception {
        BuilderSettings settings = read("""
                # a builder
                node = http://127.0.0.1:7888
                token = data/api-token
                folder = here
                registry.maven = http://127.0.0.1:1/maven2
                """, "--folder", "there");
        assertEquals(URI.create("http://127.0.0.1:7888"), settings.node());
        assertEquals(folder.resolve("data/api-token"), settings.token());
        assertEquals(Path.of("/there"), settings.folder());
        assertEquals(Path.of("/there/toolchains"), settings.toolchains());
        assertEquals(
                URI.create("http://127.0.0.1:1/maven2/"),
                settings.registries().addresses().get("maven"));
    }

    @Test
    void whatIsWrong() {
        String rest = "token = t\nfolder = f\n";
        assertEquals("the setting 'node' is missing", problem(rest));
        assertTrue(problem("node = http://example.com/\n" + rest).contains("begins with https"));
        assertTrue(problem("node = http://127.0.0.1:1/\n" + rest, "--folderr", "x")
                .startsWith("there is no setting 'folderr'"));
        assertTrue(problem("node = http://127.0.0.1:1/\n" + rest, "--registry.maven", "ftp://a/")
                .startsWith("'registry.maven' is no address of the web"));
        assertTrue(problem("node = ::\n" + rest).startsWith("'node' is no address of the web"));
        assertTrue(problem("node\n" + rest).endsWith("line 1: a line is 'name = value'"));
        assertTrue(problem("token = a\n" + rest).endsWith("line 2: the same name twice"));
        assertTrue(problem(rest, "--node").startsWith("'--node' is not understood"));
        assertTrue(
                problem("node = http://127.0.0.1:1/\n" + rest, "--token", "\0").startsWith("'token' is no path"));
    }
}
