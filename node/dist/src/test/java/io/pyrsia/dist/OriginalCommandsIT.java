package io.pyrsia.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The cases of the original's integration tests that need no network, with exit codes that are right.
class OriginalCommandsIT {

    private static final Path PYRSIA = Path.of("target/pyrsia/bin/pyrsia").toAbsolutePath();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private record Result(int exitCode, String output) {

        /// The original's scripts look at both streams together.
        Result has(String... parts) {
            for (String part : parts) {
                assertTrue(output.contains(part), () -> "no '" + part + "' in: " + output);
            }
            return this;
        }

        Result exits(int expected) {
            assertEquals(expected, exitCode, output);
            return this;
        }
    }

    private Result pyrsia(String input, List<String> words) throws IOException, InterruptedException {
        Path typed = Files.writeString(folder.resolve("typed"), input);
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(List.of(PYRSIA.toString()));
        command.addAll(words);
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectInput(typed.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        process.environment().remove("JAVA_HOME");
        process.environment()
                .putAll(Map.of(
                        "XDG_CONFIG_HOME",
                        folder.toString(),
                        "PYRSIA_DATA",
                        folder.resolve("none").toString()));
        int exitCode = process.start().waitFor();
        return new Result(exitCode, Files.readString(output));
    }

    /// Words with a space between; an underscore stands for a space within a word.
    private Result pyrsia(String words) throws IOException, InterruptedException {
        return pyrsia(
                "",
                List.of(words.split(" ")).stream()
                        .map(word -> word.replace('_', ' '))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "-h"})
    void helpIsShown(String words) throws IOException, InterruptedException {
        pyrsia(words).exits(0).has("USAGE:", "OPTIONS:", "SUBCOMMANDS:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void theVersionIsShown(String words) throws IOException, InterruptedException {
        pyrsia(words).exits(0).has("pyrsia_cli");
    }

    @ParameterizedTest
    @ValueSource(strings = {"build", "-b"})
    void buildAloneNamesWhatCanBeBuilt(String words) throws IOException, InterruptedException {
        pyrsia(words).exits(2).has("docker", "maven");
        pyrsia(words + " -h").exits(0).has("docker", "maven");
    }

    @Test
    void inspectLogAloneNamesWhatCanBeInspected() throws IOException, InterruptedException {
        pyrsia("inspect-log").exits(2).has("docker", "maven");
        pyrsia("inspect-log -h").exits(0).has("docker", "maven");
    }

    @Test
    void authorizeSaysWhatItNeeds() throws IOException, InterruptedException {
        pyrsia("authorize -h").exits(0).has("--peer", "-p");
        pyrsia("authorize").exits(2).has("--peer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config --show", "-c --show", "config -s"})
    void theConfigurationIsShown(String words) throws IOException, InterruptedException {
        pyrsia(words).exits(0).has("Config file path: " + folder, "localhost", "7888");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config edit --host other.example --port 7889 --diskspace 20_GB",
                "config -e -H other.example -p 7889 -d 20_GB",
                "-c -e -H other.example -p 7889 -d 20_GB",
                "-c edit --host=other.example --port=7889 --diskspace=20_GB"
            })
    void theConfigurationIsEdited(String words) throws IOException, InterruptedException {
        pyrsia(words).exits(0).has("Node configuration saved !!");
        pyrsia("config --show").exits(0).has("other.example", "7889", "20 GB");
    }

    @Test
    void theConfigurationIsAskedFor() throws IOException, InterruptedException {
        pyrsia("asked.example\n7999\n30 GB\n", List.of("config", "--edit"))
                .exits(0)
                .has("Node configuration saved !!");
        pyrsia("config --show").exits(0).has("asked.example", "7999", "30 GB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--host -bad-|Hostname", "--port 99999|Port Number", "--diskspace 5000_GB|Disk Allocation"})
    void wrongValuesChangeNothing(String wrong) throws IOException, InterruptedException {
        String[] parts = wrong.split("\\|", -1);
        pyrsia("config edit -H before.example -p 7000").exits(0);
        String before = pyrsia("config --show").output();
        pyrsia("config edit " + parts[0].replaceFirst(" ", "=")).exits(2).has("Invalid value for " + parts[1]);
        assertEquals(before, pyrsia("config --show").output());
    }

    @ParameterizedTest
    @ValueSource(strings = {"config --remove", "config -r", "config --rm"})
    void theConfigurationIsRemoved(String words) throws IOException, InterruptedException {
        pyrsia("config edit -H other.example").exits(0);
        pyrsia(words).exits(0);
        pyrsia("config --show").exits(0).has("localhost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ping",
                "status",
                "list",
                "build docker --image alpine:3.16",
                "build status --id ab",
                "inspect-log maven --gav commons-codec:commons-codec:1.15"
            })
    void withoutANodeThereIsOneClearSentence(String words) throws IOException, InterruptedException {
        pyrsia("config edit -H 127.0.0.1 -p 1").exits(0);
        pyrsia(words).exits(4).has("http://127.0.0.1:1", "nobody answers there", "pyrsia config edit");
    }
}
