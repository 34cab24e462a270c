package io.pyrsia.cli.frame;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A command that only holds others: alone it names them, and is a mistake.
public abstract class Group implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Override
    public final void run() {
        throw new ParameterException(spec.commandLine(), "which of them? " + String.join(", ", names()));
    }

    private Iterable<String> names() {
        return spec.subcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .map(command -> command.getCommandName())
                .distinct()
                .toList();
    }
}
