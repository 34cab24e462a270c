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
import picocli.CommandLine.Option;

/// Prints the nodes that a node is connected to, or the packages that it has.
@Command(name = "list", description = "List the peers that the node is connected to, or the packages that it has.")
public final class Peers extends NodeWork {

    @Option(
            names = "--packages",
            description = "The packages on its disk: size, trust, how many peers have them, last use.")
    private boolean packages;

    @Override
    protected Exit run(Console console, ApiClient client) throws ApiRefusal, IOException, InterruptedException {
        if (packages) {
            return new HeldTable(console, client).show();
        }
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
