package io.pyrsia.cli.authority;

import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.node.NodeNames;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Action;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Proposes that a node becomes an authority.
@Command(name = "add", description = "Propose that a node becomes an authority.")
final class AuthorityAdd extends ProposalWork {

    @Parameters(paramLabel = "NODE", description = "Its key or its peer id.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String node;

    @Override
    Action action(ApiClient client) throws ApiRefusal, Failure, IOException, InterruptedException {
        return new Action.AddAuthority(NodeNames.find(client, node));
    }
}
