package io.pyrsia.cli.frame;

import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.util.concurrent.Callable;

/// What every command is: it prints to its console and ends with an exit code.
public abstract class Work extends Helped implements Callable<Integer> {

    @Override
    public final Integer call() throws Exception {
        Settings settings = (Settings) spec().root().userObject();
        return run(new Console(spec().commandLine(), settings)).code();
    }

    /// Does it. A failure that has an exit code of its own is a [Failure].
    protected abstract Exit run(Console console) throws Failure, Malformed, IOException, InterruptedException;
}
