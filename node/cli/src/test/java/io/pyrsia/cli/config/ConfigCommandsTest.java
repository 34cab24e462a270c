package io.pyrsia.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.cli.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private Run config(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "config";
        System.arraycopy(words, 0, all, 1, words.length);
        return Run.in(Map.of("XDG_CONFIG_HOME", folder.toString()), all);
    }

    private Path file() {
        return folder.resolve("pyrsia").resolve("pyrsia-cli.toml");
    }

    @Test
    void showsTheDefaultsUntilThereIsAFile() {
        String expected =
                "Config file path: " + file() + "\nhost = 'localhost'\nport = '7888'\ndisk_allocated = '10 GB'\n";
        for (String form : List.of("show", "-s", "--show")) {
            assertEquals(new Run(0, expected, ""), config(form));
        }
        assertEquals(new Run(0, expected, ""), Run.in(Map.of("XDG_CONFIG_HOME", folder.toString()), "-c", "--show"));
    }

    @Test
    void changesWhatTheOptionsSay() throws IOException {
        assertEquals(
                new Run(0, "Node configuration saved !!\n", ""),
                config("edit", "--host", "pyrsia.example", "--port", "8000", "--diskspace", "20 GB"));
        assertEquals(0, config("-e", "-p", "9000").exitCode());
        assertEquals("host = 'pyrsia.example'\nport = '9000'\ndisk_allocated = '20 GB'\n", Files.readString(file()));
        assertEquals(0, config("--edit", "-H", "10.10.10.255", "-d", "1 GB").exitCode());
        assertEquals("host = '10.10.10.255'\nport = '9000'\ndisk_allocated = '1 GB'\n", Files.readString(file()));
    }

    @Test
    void wrongValuesChangeNothing() throws IOException {
        config("edit", "--host", "localhost", "--port", "7888");
        String before = Files.readString(file());
        Map.of(
                        List.of("-H", "@localhost"), "Invalid value for Hostname",
                        List.of("-H", "%*%*NO_HOST@#$"), "Invalid value for Hostname",
                        List.of("-p", "65536"), "Invalid value for Port Number",
                        List.of("-p", "0"), "Invalid value for Port Number",
                        List.of("-d", "100GB"), "Invalid value for Disk Allocation",
                        List.of("-d", "4097 GB"), "Invalid value for Disk Allocation",
                        List.of("-H", "fine", "-p", "no"), "Invalid value for Port Number")
                .forEach((words, sentence) -> {
                    String[] all = new String[words.size() + 1];
                    all[0] = "edit";
                    for (int i = 0; i < words.size(); i++) {
                        all[i + 1] = words.get(i);
                    }
                    Run wrong = config(all);
                    assertEquals(2, wrong.exitCode(), wrong.out());
                    assertTrue(wrong.err().contains(sentence), wrong.err());
                });
        assertEquals(before, Files.readString(file()));
    }

    @Test
    void asksWhenThereAreNoOptions() throws IOException {
        InputStream real = System.in;
        try {
            System.setIn(new ByteArrayInputStream("pyrsia.example\n\n30 GB\n".getBytes(StandardCharsets.UTF_8)));
            Run edit = config("edit");
            assertEquals("Node configuration saved !!\n", edit.out());
            assertTrue(edit.err().startsWith("Enter host [localhost]:\nEnter port [7888]:\n"), edit.err());
        } finally {
            System.setIn(real);
        }
        assertEquals("host = 'pyrsia.example'\nport = '7888'\ndisk_allocated = '30 GB'\n", Files.readString(file()));
    }

    @Test
    void removes() {
        config("edit", "--port", "1");
        assertEquals(new Run(0, "Node configuration removed !!\n", ""), config("--rm"));
        assertFalse(Files.exists(file()));
        assertEquals(new Run(0, "There was no configuration.\n", ""), config("remove"));
    }

    @Test
    void aBrokenFileIsOneSentence() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "hots = 'x'\n");
        Run unknown = config("show");
        assertEquals(1, unknown.exitCode());
        assertTrue(unknown.err().contains("'hots' is unknown; there are disk_allocated, host, port"), unknown.err());
        Files.writeString(file(), "junk\n");
        assertEquals(1, config("show").exitCode());
    }
}
