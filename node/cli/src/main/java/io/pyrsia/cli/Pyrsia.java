package io.pyrsia.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The `pyrsia` command: exit code 0 for done, 1 for failed, 2 for words that were not understood.
@Command(
        name = "pyrsia",
        description = "The package network that people can trust without trusting anyone.",
        synopsisHeading = "Usage: ",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        subcommands = HelpCommand.class,
        versionProvider = Pyrsia.Version.class)
public final class Pyrsia implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Pyrsia()).setParameterExceptionHandler(Pyrsia::explain);
    }

    /// Without a command there is nothing to do but to say which there are.
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    private static int explain(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("pyrsia: " + problem.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(problem, err)) {
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return CommandLine.ExitCode.USAGE;
    }

    /// The version that the build wrote into the archive of this class.
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Pyrsia.class.getPackage().getImplementationVersion();
            return new String[] {"pyrsia " + (version == null ? "(not packaged)" : version)};
        }
    }
}
