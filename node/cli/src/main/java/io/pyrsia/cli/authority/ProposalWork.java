package io.pyrsia.cli.authority;

import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Action;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.Receipt;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.util.Optional;

/// Has the asked node propose an action, which takes effect when enough authorities have endorsed it.
abstract class ProposalWork extends NodeWork {

    abstract Action action(ApiClient client) throws ApiRefusal, Failure, IOException, InterruptedException;

    @Override
    protected final Exit run(Console console, ApiClient client)
            throws ApiRefusal, Failure, IOException, InterruptedException {
        Action action = action(client);
        Receipt receipt = client.submit(new Instruction.Propose(action));
        Optional<Authorities.Proposal> proposal = client.authorities().proposal(action);
        console.show(RecordJson.write(Receipt.class, receipt), page -> {
            page.line("Proposed in block " + receipt.height() + ": " + Actions.sentence(action) + ".");
            proposal.ifPresent(
                    open -> page.line("The other authorities agree with: pyrsia authority endorse " + open.id()));
        });
        return Exit.DONE;
    }
}
