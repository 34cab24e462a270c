package io.pyrsia.cli.node;

import io.pyrsia.base.Malformed;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.frame.Work;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import java.io.IOException;
import java.net.URI;
import picocli.CommandLine.Mixin;

/// A command that asks a node: what the node refuses, and that it does not answer, become exit codes.
public abstract class NodeWork extends Work {

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Override
    protected final Exit run(Console console) throws Failure, Malformed, IOException, InterruptedException {
        return node.ask(
                console,
                "Start a network with 'pyrsia up', or name the node: --node URL, or 'pyrsia config edit'.",
                client -> run(console, client));
    }

    /// The node that is asked.
    protected final URI address(Console console) throws Failure, IOException, Malformed {
        return node.address(console.environment());
    }

    protected abstract Exit run(Console console, ApiClient client)
            throws ApiRefusal, Failure, Malformed, IOException, InterruptedException;
}
