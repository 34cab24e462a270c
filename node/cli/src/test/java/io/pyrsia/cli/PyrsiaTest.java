package io.pyrsia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PyrsiaTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine pyrsia = Pyrsia.commandLine();
        pyrsia.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return pyrsia.execute(arguments);
    }

    @Test
    void printsItsVersion() {
        assertEquals(0, run("--version"));
        assertTrue(out.toString().startsWith("pyrsia "), out.toString());
    }

    @Test
    void helpNamesTheCommands() {
        assertEquals(0, run("help"));
        assertTrue(out.toString().contains("Usage: pyrsia"), out.toString());
        assertTrue(out.toString().contains("--version"), out.toString());
    }

    @Test
    void anUnknownWordIsOneClearLine() {
        assertEquals(2, run("hepl"));
        assertTrue(err.toString().startsWith("pyrsia: Unmatched argument at index 0: 'hepl'"), err.toString());
        assertTrue(err.toString().contains("help"), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void noCommandIsAMistakeToo() {
        assertEquals(2, run());
        assertEquals("pyrsia: which command?\nTry 'pyrsia --help'.\n", err.toString());
    }
}
