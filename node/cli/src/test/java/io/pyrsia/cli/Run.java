package io.pyrsia.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/// One run of `pyrsia` within this process: its exit code and what it printed.
public record Run(int exitCode, String out, String err) {

    public static Run of(String... arguments) {
        return in(Map.of(), arguments);
    }

    public static Run in(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine pyrsia = Pyrsia.commandLine(environment, arguments);
        pyrsia.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Run(pyrsia.execute(arguments), out.toString(), err.toString());
    }
}
