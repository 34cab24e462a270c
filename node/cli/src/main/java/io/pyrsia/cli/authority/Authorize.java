package io.pyrsia.cli.authority;

import io.pyrsia.base.NodeId;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.node.NodeNames;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.Receipt;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Has the asked node, an authority, vouch for a builder: what the original calls to authorize a node.
@Command(name = "authorize", description = "Have an authority vouch for a node that builds.")
public final class Authorize extends NodeWork {

    @Option(
            names = {"-p", "--peer"},
            required = true,
            paramLabel = "PEER",
            description = "The builder's peer id or key.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String peer;

    @Override
    protected Exit run(Console console, ApiClient client)
            throws ApiRefusal, Failure, IOException, InterruptedException {
        NodeId node = NodeNames.find(client, peer);
        try {
            Receipt receipt = client.submit(new Instruction.RegisterBuilder(node));
            console.show(
                    RecordJson.write(Receipt.class, receipt),
                    page -> page.line("Authorize request successfully handled."));
            return Exit.DONE;
        } catch (ApiRefusal refusal) {
            Problem problem = refusal.problem();
            if ("ALREADY_BUILDER".equals(problem.reason())) {
                throw new Failure(
                        Exit.FAILED,
                        "Authorize request failed with error: 400 Bad Request: " + node + " already exists");
            }
            throw refusal;
        }
    }
}
