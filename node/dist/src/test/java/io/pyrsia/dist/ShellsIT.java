package io.pyrsia.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Completion in real shells: each loads what `pyrsia completion` prints and completes words with it.
class ShellsIT {

    private static final Path BIN = Path.of("target/pyrsia/bin").toAbsolutePath();

    /// The lines that a shell prints for a script, with our `pyrsia` first on its path.
    private static List<String> run(String shell, String option, String script)
            throws IOException, InterruptedException {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell))),
                "not run: there is no " + shell + " on this machine");
        ProcessBuilder builder = new ProcessBuilder(shell, option, script).redirectErrorStream(true);
        builder.environment().merge("PATH", BIN.toString(), (path, ours) -> ours + File.pathSeparator + path);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out.lines().sorted().toList();
    }

    @Test
    void bash() throws IOException, InterruptedException {
        String complete = "source <(pyrsia completion bash); COMP_WORDS=(pyrsia %s); COMP_CWORD=%d; _pyrsia;"
                + " printf '%%s\\n' \"${COMPREPLY[@]}\"";
        assertEquals(List.of("verify", "version"), run("bash", "-c", complete.formatted("ver", 1)));
        assertEquals(List.of("bash", "fish", "zsh"), run("bash", "-c", complete.formatted("completion ''", 2)));
    }

    @Test
    void zsh() throws IOException, InterruptedException {
        String complete = "compdef() { :; }; _describe() { print -l ${(P)2}; }; _files() { print files; };"
                + " source <(pyrsia completion zsh); words=(pyrsia %s); CURRENT=%d; _pyrsia";
        assertEquals(
                List.of(
                        "verify:Check a file offline, with the proof that 'pyrsia log proof' saved.",
                        "version:Print the version and what it runs on."),
                run("zsh", "-fc", complete.formatted("ver", 2)));
        assertEquals(List.of("files"), run("zsh", "-fc", complete.formatted("verify --proof x", 4)));
    }

    @Test
    void fish() throws IOException, InterruptedException {
        String complete = "pyrsia completion fish | source; complete -C '%s'";
        assertEquals(
                List.of(
                        "verify\tCheck a file offline, with the proof that 'pyrsia log proof' saved.",
                        "version\tPrint the version and what it runs on."),
                run("fish", "-c", complete.formatted("pyrsia ver")));
        assertEquals(List.of("bash", "fish", "zsh"), run("fish", "-c", complete.formatted("pyrsia completion ")));
    }
}
