package io.pyrsia.cli.frame;

import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What every command is: it prints to its console and ends with an exit code.
public abstract class Work implements Callable<Integer> {

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
    public final Integer call() throws Exception {
        Settings settings = (Settings) spec.root().userObject();
        return run(new Console(spec.commandLine(), settings)).code();
    }

    /// Does it. A failure that has an exit code of its own is a [Failure].
    protected abstract Exit run(Console console) throws Failure, Malformed, IOException, InterruptedException;

    protected final CommandSpec spec() {
        return spec;
    }
}
