package io.pyrsia.cli.local;

import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.frame.Work;

/// A command that works on the files of a node that is stopped; the launcher starts the node's own program for it.
abstract class OnNodesFiles extends Work {

    @Override
    protected final Exit run(Console console) throws Failure {
        throw new Failure(Exit.FAILED, "this command is started by bin/pyrsia, which was not used");
    }
}
