package io.pyrsia.cli.local;

import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.frame.Work;
import picocli.CommandLine.Command;

/// Stands in the list of commands for the builder, which the launcher starts as a program of its own.
@Command(name = "builder", description = "Build for one node until it is stopped: 'pyrsia builder --config FILE'.")
public final class BuilderCommand extends Work {

    @Override
    protected Exit run(Console console) throws Failure {
        throw new Failure(Exit.FAILED, "a builder is started by bin/pyrsia, which was not used to start this command");
    }
}
