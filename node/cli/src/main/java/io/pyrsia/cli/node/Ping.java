package io.pyrsia.cli.node;

import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.text.Style;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import picocli.CommandLine.Command;

/// Asks whether a node answers.
@Command(name = "ping", description = "Ask whether the node answers.")
public final class Ping extends NodeWork {

    @Override
    protected Exit run(Console console, ApiClient client) throws ApiRefusal, IOException, InterruptedException {
        NodeStatus status = client.status();
        console.show(
                RecordJson.write(NodeStatus.class, status), page -> page.line(Style.GOOD, "Connection Successful !!"));
        return Exit.DONE;
    }
}
