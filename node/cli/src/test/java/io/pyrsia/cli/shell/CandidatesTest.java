package io.pyrsia.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.cli.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    private static List<String> complete(String... words) {
        String[] arguments = new String[words.length + 2];
        arguments[0] = "__complete";
        arguments[1] = "--";
        System.arraycopy(words, 0, arguments, 2, words.length);
        Run run = Run.of(arguments);
        assertEquals(0, run.exitCode(), run.err());
        return run.out().lines().map(line -> line.replaceFirst("\t.*", "")).toList();
    }

    @Test
    void completesCommands() {
        assertEquals(List.of("verify", "version"), complete("ver"));
        assertTrue(complete("").containsAll(List.of("completion", "help", "verify")));
        assertTrue(!complete("").contains("__complete"));
    }

    @Test
    void saysWhatTheyMean() {
        assertTrue(Run.of("__complete", "--", "verif").out().startsWith("verify\tCheck a file offline"));
    }

    @Test
    void completesOptionsAndTheirValues() {
        assertEquals(List.of("--proof", "--purl", "--policy"), sorted(complete("verify", "--p")));
        assertEquals(List.of("json"), complete("verify", "--output", "j"));
        assertEquals(List.of("TRUSTED"), complete("verify", "--require", "T"));
    }

    private static List<String> sorted(List<String> candidates) {
        return List.of("--proof", "--purl", "--policy").stream()
                .filter(candidates::contains)
                .toList();
    }

    @Test
    void completesParameters() {
        assertEquals(List.of("bash", "zsh", "fish"), complete("completion", ""));
        assertEquals(List.of(), complete("completion", "bash", ""));
    }

    @Test
    void leavesFilesToTheShell() {
        assertEquals(List.of(), complete("verify", "--proof", "x"));
        assertEquals(List.of(), complete("verify", "x"));
    }
}
