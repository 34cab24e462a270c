package io.pyrsia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.cli.frame.Exit;
import java.util.List;
import org.junit.jupiter.api.Test;

class PyrsiaTest {

    @Test
    void printsItsVersion() {
        for (String option : List.of("--version", "-V")) {
            Run version = Run.of(option);
            assertEquals(0, version.exitCode());
            assertTrue(version.out().matches("pyrsia .+ \\(pyrsia_cli\\)\n"), version.out());
        }
    }

    @Test
    void helpNamesCommandsOptionsAndExitCodes() {
        for (List<String> words : List.of(List.of("help"), List.of("-h"), List.of("--help"))) {
            Run help = Run.of(words.toArray(String[]::new));
            assertEquals(0, help.exitCode());
            for (String heading : List.of("USAGE: pyrsia", "SUBCOMMANDS:", "OPTIONS:", "EXIT CODES:")) {
                assertTrue(help.out().contains(heading), help.out());
            }
            assertTrue(help.out().contains("verify"), help.out());
            for (Exit exit : Exit.values()) {
                assertTrue(help.out().contains(exit.code() + "   " + exit.meaning()), help.out());
            }
        }
    }

    @Test
    void whatIsHiddenIsNotNamed() {
        assertTrue(!Run.of("help").out().contains("__complete"));
    }

    @Test
    void anUnknownCommandNamesTheNearest() {
        assertEquals(
                new Run(2, "", "pyrsia: there is no command 'verfiy'\nDid you mean verify?\n"), Run.of("verfiy", "x"));
        assertEquals(new Run(2, "", "pyrsia: there is no command 'vers'\nDid you mean version?\n"), Run.of("vers"));
    }

    @Test
    void anUnknownCommandLikeNoOtherPointsToTheHelp() {
        assertEquals(
                new Run(2, "", "pyrsia: there is no command 'xylophone'\nTry 'pyrsia --help'.\n"), Run.of("xylophone"));
    }

    @Test
    void anUnknownOptionNamesTheNearest() {
        assertEquals(
                new Run(2, "", "pyrsia: there is no option '--outptu'\nDid you mean --output?\n"),
                Run.of("version", "--outptu", "json"));
    }

    @Test
    void aWrongValueNamesTheRightOnes() {
        Run wrong = Run.of("version", "--output", "xml");
        assertEquals(2, wrong.exitCode());
        assertTrue(wrong.err().contains("'xml'") && wrong.err().contains("YAML"), wrong.err());
    }

    @Test
    void noCommandIsAMistakeToo() {
        assertEquals(new Run(2, "", "pyrsia: which command?\nTry 'pyrsia --help'.\n"), Run.of());
    }

    @Test
    void theOutputsFormatMayStandBeforeAndBehindTheCommand() {
        Run before = Run.of("--output", "json", "version");
        assertTrue(before.out().startsWith("{\n  \"java\": \""), before.out());
        assertEquals(before, Run.of("version", "--output=JSON"));
        assertTrue(Run.of("version", "--output", "yaml").out().startsWith("java: \""));
    }
}
