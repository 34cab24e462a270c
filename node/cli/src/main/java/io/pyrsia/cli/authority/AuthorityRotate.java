package io.pyrsia.cli.authority;

import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.node.NodeNames;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Action;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Proposes that an authority goes on under a new key.
@Command(name = "rotate", description = "Propose that an authority goes on under a new key.")
final class AuthorityRotate extends ProposalWork {

    @Parameters(index = "0", paramLabel = "OLD", description = "Its key or peer id.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String node;

    @Parameters(index = "1", paramLabel = "NEW", description = "The key or peer id that replaces it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String replacement;

    @Override
    Action action(ApiClient client) throws ApiRefusal, Failure, IOException, InterruptedException {
        return new Action.RotateAuthority(NodeNames.find(client, node), NodeNames.find(client, replacement));
    }
}
