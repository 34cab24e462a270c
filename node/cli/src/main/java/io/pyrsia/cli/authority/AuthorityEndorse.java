package io.pyrsia.cli.authority;

import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.Receipt;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Has the asked node endorse what another one proposed.
@Command(name = "endorse", description = "Endorse a proposal.")
final class AuthorityEndorse extends NodeWork {

    @Parameters(paramLabel = "PROPOSAL", description = "Its id, which 'pyrsia authority list' shows.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String proposal;

    @Override
    protected Exit run(Console console, ApiClient client) throws ApiRefusal, IOException, InterruptedException {
        Receipt receipt = client.submit(new Instruction.Endorse(proposal));
        console.show(
                RecordJson.write(Receipt.class, receipt),
                page -> page.line("Endorsed in block " + receipt.height() + "."));
        return Exit.DONE;
    }
}
