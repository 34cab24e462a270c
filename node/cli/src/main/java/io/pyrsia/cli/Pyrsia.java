package io.pyrsia.cli;

import io.pyrsia.cli.frame.Format;
import io.pyrsia.cli.frame.Helped;
import io.pyrsia.cli.frame.Settings;
import io.pyrsia.cli.text.Style;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/// The `pyrsia` command, which holds all others; how they end is said by [Exit].
@Command(
        name = "pyrsia",
        description = "The package network that people can trust without trusting anyone.",
        synopsisHeading = "USAGE: ",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nSUBCOMMANDS:%n",
        optionListHeading = "%nOPTIONS:%n",
        exitCodeListHeading = "%nEXIT CODES:%n",
        versionProvider = VersionText.class)
public final class Pyrsia extends Helped implements Runnable, Settings {

    @Option(
            names = "--output",
            scope = ScopeType.INHERIT,
            paramLabel = "FORMAT",
            description = "How answers are printed: ${COMPLETION-CANDIDATES}.",
            defaultValue = "table")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Format format;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean version;

    private final Map<String, String> environment;

    private Pyrsia(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv(), arguments).execute(arguments));
    }

    /// The command line that can understand the arguments.
    static CommandLine commandLine(Map<String, String> environment, String... arguments) {
        Pyrsia root = new Pyrsia(environment);
        CommandLine commandLine = new CommandLine(root);
        Commands.addTo(commandLine, arguments);
        commandLine.getCommandSpec().usageMessage().exitCodeList(Problems.exitCodes());
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Problems::explain)
                .setExecutionExceptionHandler(Problems::report);
    }

    /// Without a command there is nothing to do but to say which there are.
    @Override
    public void run() {
        throw new ParameterException(spec().commandLine(), "which command?");
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where input or output is no terminal
    public boolean isTerminal() {
        return System.console() != null
                && System.console().isTerminal()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    @Override
    public boolean colours() {
        return Style.wanted(isTerminal(), environment);
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }
}
