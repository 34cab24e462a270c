package io.pyrsia.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `kubectl pyrsia` asks of kubectl; a script in kubectl's place repeats its words.
class KubectlPluginTest {

    private static final Path PLUGIN = Path.of("src/main/sh/kubectl-pyrsia").toAbsolutePath();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @BeforeEach
    void putKubectl() throws IOException {
        Path kubectl = Files.writeString(folder.resolve("kubectl"), """
                #!/bin/sh
                case " $* " in
                    *" get pyrsianodes "*) cat "$NODES" ;;
                    *) for word in "$@"; do echo "$word"; done; exit "${ENDS:-0}" ;;
                esac
                """);
        assertTrue(kubectl.toFile().setExecutable(true));
    }

    private Launched run(String nodes, String ends, String... words) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("nodes"), nodes);
        String path = folder + ":" + System.getenv("PATH");
        return Launched.run(PLUGIN, folder, Map.of("PATH", path, "NODES", file.toString(), "ENDS", ends), words);
    }

    @Test
    void theFirstReadyNodeIsAskedInItsOwnPod() throws Exception {
        Launched run =
                run("a main 7888 False\nb main 7999 True\nc main 7888 True\n", "5", "status", "--output", "json");
        assertEquals(5, run.exitCode(), "the command's own end");
        List<String> words = run.out().lines().toList();
        assertEquals(
                List.of("--namespace=main", "exec", "--stdin", "b-0", "--container=node", "--"), words.subList(0, 6));
        int command = words.indexOf("io.pyrsia.cli.Pyrsia");
        assertEquals(
                List.of("status", "--output", "json", "--node", "https://b.main.svc:7999"),
                words.subList(command + 1, command + 6));
    }

    @Test
    void aNodeThatIsNamedNeedNotBeReady() throws Exception {
        Launched run = run(
                "a main 7888 \n", "0", "-n", "main", "--context", "a b", "--of", "a", "authority", "endorse", "x y");
        assertEquals(0, run.exitCode(), run.err());
        List<String> words = run.out().lines().toList();
        assertEquals(List.of("--context=a b", "--namespace=main", "exec"), words.subList(0, 3));
        assertTrue(words.contains("x y"), run.out());
        assertTrue(words.contains("https://a.main.svc:7888"), run.out());
    }

    @Test
    void logsAreThoseOfThePod() throws Exception {
        Launched run = run("a main 7888 True\n", "0", "logs", "--tail=5");
        assertEquals(
                List.of("--namespace=main", "logs", "a-0", "--container=node", "--tail=5"),
                run.out().lines().toList());
    }

    @Test
    void whatCannotBeIsOneSentence() throws Exception {
        for (String[] wrong : new String[][] {
            {"2", "which command?"},
            {"2", "there is no command 'node'", "node"},
            {"2", "there is no option '--output' before the command", "--output", "json", "status"},
            {"2", "--of wants a value", "--of"},
            {"3", "there is no PyrsiaNode 'z'", "--of", "z", "status"},
            {"4", "no PyrsiaNode is ready", "status"}
        }) {
            String[] words = List.of(wrong).subList(2, wrong.length).toArray(String[]::new);
            Launched run = run("a main 7888 False\n", "0", words);
            assertEquals(Integer.parseInt(wrong[0]), run.exitCode(), run.err());
            assertTrue(run.err().startsWith("kubectl pyrsia: " + wrong[1]), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
        }
    }
}
