package io.pyrsia.cli.frame;

import picocli.CommandLine.ParameterException;

/// A command that only holds others: alone it names them, and is a mistake.
public abstract class Group extends Helped implements Runnable {

    @Override
    public final void run() {
        throw new ParameterException(spec().commandLine(), "which of them? " + String.join(", ", names()));
    }

    private Iterable<String> names() {
        return spec().subcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .map(command -> command.getCommandName())
                .distinct()
                .toList();
    }
}
