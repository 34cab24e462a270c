package io.pyrsia.cli.node;

import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.text.Table;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Peer;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/// Prints the nodes that a node is connected to.
@Command(name = "list", description = "List the peers that the node is connected to.")
public final class Peers extends NodeWork {

    @Override
    protected Exit run(Console console, ApiClient client) throws ApiRefusal, IOException, InterruptedException {
        Peer.Page peers = client.peers();
        Table table = new Table(List.of("PEER ID", "ROLE", "ADDRESSES"));
        for (Peer peer : peers.peers()) {
            table.row(peer.peerId(), peer.authority() ? "authority" : "regular", String.join(" ", peer.addresses()));
        }
        console.show(RecordJson.write(Peer.Page.class, peers), page -> {
            page.line("Connected Peers:");
            if (!peers.peers().isEmpty()) {
                page.table(table);
            }
        });
        return Exit.DONE;
    }
}
